using EksLint.Syntax;

namespace EksLint.Inputs.Kustomize;

/// <summary>Which objects a patch is for.</summary>
/// <remarks>kubernetes-sigs/kustomize, api/types/selector.go and api/resmap/reswrangler.go, Select: each part is a regular expression for the whole text, and a name or
/// namespace matches as it was at first or as it is now.</remarks>
internal sealed class PatchTarget
{
    private static readonly string[] Keys = ["group", "version", "kind", "name", "namespace", "labelSelector", "annotationSelector"];

    private readonly Dictionary<string, NamePattern> _patterns = new(StringComparer.Ordinal);
    private readonly List<Requirement> _labels;
    private readonly List<Requirement> _annotations;

    public PatchTarget(YamlNode target)
    {
        foreach (var entry in target.Children)
        {
            if (!Keys.Contains(entry.Key))
                throw new UnresolvableException($"has a patch target with '{entry.Key}'");
            if (entry.Key is not ("labelSelector" or "annotationSelector") && entry is { IsNull: false, Text.Length: > 0 })
                _patterns[entry.Key!] = new NamePattern(entry.Text);
        }

        _labels = Parse(target["labelSelector"u8].Text);
        _annotations = Parse(target["annotationSelector"u8].Text);
    }

    /// <summary>Whether a patch is for an object.</summary>
    public bool Selects(Resource resource)
    {
        var id = resource.Id;
        var original = resource.OriginalId;
        return (Matches("namespace", original.EffectiveNamespace) || Matches("namespace", id.EffectiveNamespace))
            && (Matches("name", original.Name) || Matches("name", id.Name))
            && Matches("group", id.Group)
            && Matches("version", id.Version)
            && Matches("kind", id.Kind)
            && Matches(_labels, resource, "labels")
            && Matches(_annotations, resource, "annotations");
    }

    private bool Matches(string key, string text) => !_patterns.TryGetValue(key, out var pattern) || pattern.IsMatch(text);

    private static bool Matches(List<Requirement> requirements, Resource resource, string key)
    {
        if (requirements.Count == 0)
            return true;
        var map = resource.Root.Find("metadata", key);
        return requirements.TrueForAll(requirement => requirement.Matches(map?.Find(requirement.Key)?.Text));
    }

    /// <summary>Reads a label selector; its parts are joined by commas, but those in parentheses.</summary>
    /// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/labels/selector.go.</remarks>
    private static List<Requirement> Parse(string text)
    {
        var requirements = new List<Requirement>();
        for (var rest = text.Trim(); rest.Length > 0;)
        {
            var comma = rest.IndexOf(',', StringComparison.Ordinal);
            var open = rest.IndexOf('(', StringComparison.Ordinal);
            if (open >= 0 && open < comma)
                comma = rest.IndexOf(')', StringComparison.Ordinal) is > 0 and var close ? rest.IndexOf(',', close) : -1;
            requirements.Add(Requirement.Parse((comma < 0 ? rest : rest[..comma]).Trim()));
            rest = comma < 0 ? "" : rest[(comma + 1)..].Trim();
        }

        return requirements;
    }

    private sealed record Requirement(string Key, string[] Values, bool IsNegated, bool IsExistence)
    {
        public static Requirement Parse(string text)
        {
            if (text.StartsWith('!'))
                return new Requirement(Name(text[1..]), [], IsNegated: true, IsExistence: true);
            if (text.IndexOf('(', StringComparison.Ordinal) is > 0 and var open && text.EndsWith(')'))
            {
                var words = text[..open].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                var values = text[(open + 1)..^1].Split(',').Select(static value => value.Trim()).ToArray();
                return words is [var key, "in" or "notin"] ? new Requirement(Name(key), values, words[1] == "notin", IsExistence: false) : throw Unknown(text);
            }

            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                return new Requirement(Name(text), [], IsNegated: false, IsExistence: true);
            var isNegated = equals > 0 && text[equals - 1] == '!';
            var value = text[(equals + 1)..].TrimStart('=').Trim();
            return new Requirement(Name(text[..(isNegated ? equals - 1 : equals)]), [value], isNegated, IsExistence: false);
        }

        public bool Matches(string? text) => IsExistence ? text is not null != IsNegated : text is null ? IsNegated : Values.Contains(text) != IsNegated;

        private static string Name(string text) =>
            text.Trim() is { Length: > 0 } name && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/') ? name : throw Unknown(text);

        private static UnresolvableException Unknown(string text) => new($"has a patch target with the selector '{text}'");
    }
}
