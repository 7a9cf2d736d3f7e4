using EksLint.Analysis;
using EksLint.Manifests;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Configuration;

/// <summary>Something that is wrong with a configuration file.</summary>
/// <param name="Location">The place.</param>
/// <param name="Message">What is wrong, and what would have been right.</param>
public sealed record ConfigurationError(SourceLocation Location, string Message);

/// <summary>Reads a configuration file: first everything is compared with <see cref="ConfigurationShape"/>, then the values are taken.</summary>
public sealed class ConfigurationReader
{
    private const int MostErrors = 50;
    private const int MostItems = 1000;

    private readonly RuleNames _names;
    private readonly List<ConfigurationError> _errors = [];

    private ConfigurationReader(RuleNames names) => _names = names;

    /// <summary>Reads a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="names">The rules that exist.</param>
    /// <param name="errors">What is wrong with it.</param>
    /// <returns>What the file says; null where something is wrong with it.</returns>
    public static ConfigurationFile? Read(SourceFile source, RuleNames names, out IReadOnlyList<ConfigurationError> errors)
    {
        ArgumentNullException.ThrowIfNull(source);
        var reader = new ConfigurationReader(names);
        var root = reader.Parse(source);
        if (root.Exists && !root.IsNull)
            reader.Check(root, ConfigurationShape.Root, "the configuration");
        errors = [.. reader._errors.OrderBy(static error => error.Location.Span.Start)];
        return errors.Count > 0 ? null : Bind(source, root);
    }

    private YamlNode Parse(SourceFile source)
    {
        var parsed = YamlParser.Parse(source);
        foreach (var error in parsed.Errors)
            Add(error.Location, error.Message + (error.Hint is null ? "" : "; " + error.Hint));
        if (parsed.Documents.Count > 1)
            Add(parsed.Documents[1].Root.Location, "a configuration is one document, and this is a second one");
        foreach (var document in parsed.Documents)
        {
            foreach (var (_, again) in document.FindDuplicateKeys())
                Add(again.KeyLocation, $"the key '{Shorten(again.Key ?? "")}' stands twice in this mapping");
        }

        return parsed.Documents.Count > 0 ? parsed.Documents[0].Root : default;
    }

    private void Check(YamlNode node, ConfigurationShape shape, string name)
    {
        if (_errors.Count == MostErrors)
            return;
        switch (shape)
        {
            // A key without value says nothing.
            case MappingShape or ListShape or RulesShape when node.IsNull:
                break;
            case MappingShape mapping when node.IsMapping:
                CheckMapping(node, mapping);
                break;
            case RulesShape when node.IsMapping:
                CheckRules(node);
                break;
            case ListShape list when node.IsSequence:
                if (node.Count > MostItems)
                    Add(node.KeyLocation, $"{name} has more than {MostItems} items");
                foreach (var item in node.Children.Take(MostItems))
                    Check(item, list.Item, $"an item of {name}");
                break;
            case ScalarShape scalar when node.IsScalar:
                if (ProblemOf(node, scalar.Meaning) is { } problem)
                    Add(node.Location, problem);
                break;
            default:
                Add(node.Location, $"{name} must be {NounOf(shape)}, not {NounOf(node)}");
                break;
        }
    }

    private void CheckMapping(YamlNode node, MappingShape shape)
    {
        foreach (var entry in node.Children.Take(MostItems))
        {
            var key = entry.Key ?? "";
            if (shape.Fields.FirstOrDefault(field => field.Key == key) is { } field)
            {
                Check(entry, field.Value, $"'{key}'");
                continue;
            }

            var keys = shape.Fields.Select(static field => field.Key).ToList();
            Add(entry.KeyLocation, $"there is no setting '{Shorten(key)}'{(NearestName.Find(key, keys) is { } nearest ? $"; did you mean '{nearest}'?" : $"; valid are {string.Join(", ", keys)}")}");
        }

        foreach (var field in shape.Fields)
        {
            if (field.IsRequired && node[field.Key].IsNull)
                Add(node.KeyLocation, $"'{field.Key}' is missing");
        }

        if (shape.IsRestricted && node["files"u8].IsNull && node["objects"u8].IsNull)
            Add(node.KeyLocation, "an override needs 'files' or 'objects'; what is for the whole project goes to 'rules' at the top");
    }

    private void CheckRules(YamlNode node)
    {
        foreach (var entry in node.Children.Take(MostItems))
        {
            var key = entry.Key ?? "";
            if (!_names.IsKnown(key))
                Add(entry.KeyLocation, $"there is no rule '{Shorten(key)}'{_names.Suggest(key)}");
            Check(entry, new ScalarShape("", ScalarMeaning.Severity), $"the severity of '{Shorten(key)}'");
        }
    }

    private static string? ProblemOf(YamlNode node, ScalarMeaning meaning)
    {
        var text = node.Text;
        var shown = Shorten(text);
        switch (meaning)
        {
            case ScalarMeaning.Text:
                return null;
            case ScalarMeaning.Name:
                return node.IsNull || text.Length == 0 ? "a name is empty" : null;
            case ScalarMeaning.Boolean:
                return node.Value.Kind == ScalarKind.Boolean ? null : $"'{shown}' is neither true nor false";
            case ScalarMeaning.Severity:
                var words = SeverityWords.All;
                return words.Contains(text, StringComparer.Ordinal) ? null : $"'{shown}' is no severity{(SeverityWords.FindNearest(text) is { } nearest ? $"; did you mean '{nearest}'?" : $"; valid are {string.Join(", ", words)}")}";
            case ScalarMeaning.KubernetesVersion:
                return KubernetesVersion.TryParse(text, out _) ? null : $"'{shown}' is no Kubernetes version; write \"{KubernetesVersion.DefaultVersion}\"";
            case ScalarMeaning.Cidr:
                if (Cidr.Problem(text) is { } wrong)
                    return $"'{shown}' {wrong}; write a block of addresses such as 172.20.0.0/16";
                return Cidr.TryParse(text, out var block) && block.HasHostBits ? $"'{shown}' is no block: it has bits behind its prefix; did you mean '{block.Masked}'?" : null;
            case ScalarMeaning.PortRange:
                return PortRange.TryParse(text, out _) ? null : $"'{shown}' is no range of ports; write {PortRange.DefaultNodePorts}";
            default:
                return PathGlobs.Problem(text) is { } bad ? $"the pattern '{shown}' {bad}" : null;
        }
    }

    private void Add(SourceLocation location, string message)
    {
        if (_errors.Count < MostErrors)
            _errors.Add(new ConfigurationError(location, message));
    }

    private static string Shorten(string text) => DiagnosticBuilder.Shorten(text);

    private static string NounOf(ConfigurationShape shape) => shape switch
    {
        MappingShape or RulesShape => "a mapping",
        ListShape => "a list",
        _ => "one value",
    };

    private static string NounOf(YamlNode node) => node switch
    {
        { IsMapping: true } => "a mapping",
        { IsSequence: true } => "a list",
        _ => "one value",
    };

    private static ConfigurationFile Bind(SourceFile source, YamlNode root)
    {
        var cluster = root["cluster"u8];
        var cni = cluster["vpcCni"u8];
        return new ConfigurationFile(source)
        {
            KubernetesVersion = root["kubernetesVersion"u8] is { IsNull: false } version && KubernetesVersion.TryParse(version.Text, out var target) ? new(target, version.Location) : null,
            Exclude = [.. root["exclude"u8].Children.Select(static item => new Written<string>(item.Text, item.Location))],
            Rules = BindRules(root["rules"u8]),
            Overrides = [.. root["overrides"u8].Children.Where(static item => item.IsMapping).Select(BindOverride)],
            Externals = [.. root["externals"u8].Children.Where(static item => item.IsMapping).Select(static item => new Written<ExternalObject>(new(item["kind"u8].Text, TextOf(item["namespace"u8]), item["name"u8].Text), item.Location))],
            ServiceCidr = cluster["serviceCidr"u8] is { IsNull: false } cidr && Cidr.TryParse(cidr.Text, out var block) ? new(block, cidr.Location) : null,
            NodePortRange = cluster["nodePortRange"u8] is { IsNull: false } ports && PortRange.TryParse(ports.Text, out var range) ? new(range, ports.Location) : null,
            ServiceMutatorWebhook = BindBoolean(cluster["loadBalancerController"u8]["serviceMutatorWebhook"u8]),
            PrefixDelegation = BindBoolean(cni["prefixDelegation"u8]),
            CustomNetworking = BindBoolean(cni["customNetworking"u8]),
            PodEni = BindBoolean(cni["podEni"u8]),
            Scopes = [.. root["scopes"u8].Children.Where(static item => item.IsMapping).Select(static item => new FileScope(item["name"u8].Text, BindGlobs(item["files"u8]), item.Location))],
            Helm =
            [
                .. root["helm"u8].Children.Where(static item => item.IsMapping)
                    .Select(static item => new HelmRelease(item["chart"u8].Text, [.. item["values"u8].Children.Select(static file => file.Text)], TextOf(item["namespace"u8]))),
            ],
        };
    }

    private static List<RuleSeverity> BindRules(YamlNode rules) =>
        [.. rules.Children.Select(static entry => new RuleSeverity(new RulePattern(entry.Key ?? ""), SeverityWords.Read(entry.Text), entry.KeyLocation))];

    private static RuleOverride BindOverride(YamlNode item) => new(
        item["files"u8].IsNull ? null : BindGlobs(item["files"u8]),
        [.. item["objects"u8].Children.Where(static pattern => pattern.IsMapping).Select(static pattern => new ObjectPattern(TextOf(pattern["kind"u8]), TextOf(pattern["name"u8]), TextOf(pattern["namespace"u8])))],
        BindRules(item["rules"u8]),
        item["reason"u8].Text,
        item.Location);

    private static PathGlobs BindGlobs(YamlNode list) => new(list.Children.Select(static item => item.Text));

    private static string? TextOf(YamlNode node) => node.IsNull ? null : node.Text;

    private static Written<bool>? BindBoolean(YamlNode node) => node.Value is { Kind: ScalarKind.Boolean } value ? new(value.Boolean, node.Location) : null;
}

/// <summary>The words for severities in the configuration.</summary>
internal static class SeverityWords
{
    /// <summary>All words.</summary>
    public static readonly string[] All = ["error", "warning", "info", "off", "default"];

    /// <summary>The severity of a word.</summary>
    public static ReportDiagnostic Read(string word) => word switch
    {
        "error" => ReportDiagnostic.Error,
        "warning" => ReportDiagnostic.Warn,
        "info" => ReportDiagnostic.Info,
        "off" => ReportDiagnostic.Suppress,
        _ => ReportDiagnostic.Default,
    };

    /// <summary>The word for a severity.</summary>
    public static string Write(ReportDiagnostic severity) => severity switch
    {
        ReportDiagnostic.Error => "error",
        ReportDiagnostic.Warn => "warning",
        ReportDiagnostic.Info => "info",
        ReportDiagnostic.Default => "default",
        _ => "off",
    };

    /// <summary>The word that was probably meant; other tools' words are known.</summary>
    public static string? FindNearest(string word) => word switch
    {
        "warn" => "warning",
        "none" or "no" or "false" or "silent" or "disable" or "disabled" or "ignore" => "off",
        "suggestion" or "note" or "hint" => "info",
        _ => NearestName.Find(word, All),
    };
}
