using System.Security.Cryptography;
using System.Text;
using EksLint.Syntax;

namespace EksLint.Inputs.Kustomize;

/// <summary>Makes the ConfigMaps and Secrets that a kustomization generates.</summary>
/// <remarks>kubernetes-sigs/kustomize, api/internal/generators, api/kv/kv.go and api/types/generatoroptions.go.</remarks>
internal static class Generator
{
    private static readonly string[] Keys =
        ["name", "namespace", "behavior", "literals", "files", "env", "envs", "options", "type"];

    private static readonly string[] OptionKeys = ["labels", "annotations", "disableNameSuffixHash", "immutable"];

    /// <summary>Makes the object of one entry.</summary>
    /// <param name="kind">ConfigMap or Secret.</param>
    /// <param name="entry">The entry of the kustomization.</param>
    /// <param name="globalOptions">The options that count where the entry has none.</param>
    /// <param name="readFile">Reads a file beside the kustomization.</param>
    /// <param name="budget">What it may cost.</param>
    public static Resource Make(string kind, YamlNode entry, YamlNode globalOptions, Func<string, byte[]> readFile, ResolutionBudget budget)
    {
        DemandKeys(entry, Keys);
        DemandKeys(entry["options"u8], OptionKeys);
        DemandKeys(globalOptions, OptionKeys);
        var name = entry["name"u8];
        if (name.Text.Length == 0)
            throw new UnresolvableException($"generates a {kind} without name");
        var place = name.Location;
        var root = EditableNode.Collection(NodeKind.Mapping, place, budget);
        root.Set(Text("apiVersion", "v1", place));
        root.Set(Text("kind", kind, place));
        var metadata = EditableNode.Collection(NodeKind.Mapping, place, budget).As("metadata", place);
        root.Set(metadata);
        metadata.Set(EditableNode.Scalar(name.Text, place, budget).As("name", name.KeyLocation));
        if (entry["namespace"u8] is { Text.Length: > 0 } stated)
            metadata.Set(Text("namespace", stated.Text, stated.Location));
        foreach (var key in (string[])["labels", "annotations"])
            AddOptions(metadata, key, entry["options"u8][key], globalOptions[key], budget);

        AddData(root, kind, entry, readFile, budget);
        if (kind == "Secret")
            root.Set(Text("type", entry["type"u8] is { Text.Length: > 0 } type ? type.Text : "Opaque", place));
        if (IsTrue(entry["options"u8]["immutable"u8]) || IsTrue(globalOptions["immutable"u8]))
            root.Set(EditableNode.Scalar("true", place, budget, isBare: true).As("immutable", place));
        return new Resource(root, budget)
        {
            NeedsHash = !IsTrue(entry["options"u8]["disableNameSuffixHash"u8]) && !IsTrue(globalOptions["disableNameSuffixHash"u8]),
            Behavior = entry["behavior"u8].Text switch
            {
                "merge" => GeneratorBehavior.Merge,
                "replace" => GeneratorBehavior.Replace,
                "" or "create" or "unspecified" => GeneratorBehavior.Create,
                _ => throw new UnresolvableException("has a generator with an unknown behavior"),
            },
        };

        EditableNode Text(string key, string text, SourceLocation at) => EditableNode.Scalar(text, at, budget).As(key, at);
    }

    /// <summary>What a generated object becomes that merges with, or replaces, another.</summary>
    public static Resource Unite(Resource old, Resource generated)
    {
        var root = generated.Root;
        var metadata = root.Find("metadata")!;
        foreach (var key in (string[])["labels", "annotations"])
            Inherit(old.Root.Find("metadata", key), metadata, key, generated.Budget);
        metadata.Set(old.Root.Find("metadata", "name")!);
        if (old.Root.Find("metadata", "namespace") is { } stated)
            metadata.Set(stated);
        else
            metadata.Remove("namespace");
        if (generated.Behavior == GeneratorBehavior.Merge)
        {
            Inherit(old.Root.Find("data"), root, "data", generated.Budget);
            Inherit(old.Root.Find("binaryData"), root, "binaryData", generated.Budget);
        }

        return new Resource(root, generated.Budget)
        {
            NeedsHash = old.NeedsHash || generated.NeedsHash,
            Behavior = generated.Behavior,
            PreviousIds = old.PreviousIds,
            Prefixes = old.Prefixes,
            Suffixes = old.Suffixes,
        };
    }

    /// <summary>The hash that the name of a generated object ends with.</summary>
    /// <remarks>api/hasher/hasher.go: of the data, the kind and the type; the name in it is always empty.</remarks>
    public static string Hash(Resource resource)
    {
        var json = new StringBuilder("{");
        if (resource.Root.Find("binaryData") is { IsMapping: true } binary && resource.Kind == "ConfigMap")
            AppendMap(json.Append("\"binaryData\":"), binary).Append(',');
        json.Append("\"data\":");
        if (resource.Root.Find("data") is { IsMapping: true } data)
            AppendMap(json, data);
        else
            json.Append("\"\"");
        json.Append(",\"kind\":\"").Append(resource.Kind).Append("\",\"name\":\"\"");
        if (resource.Kind == "Secret")
        {
            if (resource.Root.Find("stringData") is { IsMapping: true } texts)
                AppendMap(json.Append(",\"stringData\":"), texts);
            AppendString(json.Append(",\"type\":"), resource.Root.Find("type")?.Text ?? "");
        }

        json.Append('}');
        var hex = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json.ToString())))[..10];
        return string.Create(hex.Length, hex, static (result, digits) =>
        {
            for (var i = 0; i < digits.Length; i++)
                result[i] = digits[i] switch { '0' => 'g', '1' => 'h', '3' => 'k', 'a' => 'm', 'e' => 't', var other => other };
        });
    }

    private static void AddData(EditableNode root, string kind, YamlNode entry, Func<string, byte[]> readFile, ResolutionBudget budget)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        EditableNode? data = null;
        EditableNode? binary = null;
        foreach (var item in entry["envs"u8].Children.Append(entry["env"u8]))
        {
            if (item.Text.Length == 0)
                continue;
            foreach (var (key, value) in ReadLines(readFile(item.Text)))
                Add(key, value, item);
        }

        foreach (var item in entry["literals"u8].Children)
        {
            var text = item.Text;
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new UnresolvableException("has a literal without '='");
            var value = text[(equals + 1)..];
            if (value.Length > 0 && value[0] is '"' or '\'' && value[0] == value[^1])
                value = value.Length == 1 ? throw new UnresolvableException("has a literal of one quote") : value[1..^1];
            Add(text[..equals], Encoding.UTF8.GetBytes(value), item);
        }

        foreach (var item in entry["files"u8].Children)
        {
            var text = item.Text;
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var path = text[(equals + 1)..];
            Add(equals > 0 ? text[..equals] : path[(path.LastIndexOf('/') + 1)..], readFile(path), item);
        }

        // Secrets are written as base64; a ConfigMap has its own field for what is no text.
        void Add(string key, byte[] value, YamlNode item)
        {
            if (key.Length is 0 or > 253 || !key.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || !seen.Add(key))
                throw new UnresolvableException($"generates the key '{key}'");
            var isText = System.Text.Unicode.Utf8.IsValid(value);
            var map = kind == "Secret" || isText
                ? data ??= AddMap("data", item.Location)
                : binary ??= AddMap("binaryData", item.Location);
            var text = kind == "Secret" || !isText ? Convert.ToBase64String(value) : Encoding.UTF8.GetString(value);
            budget.SpendBytes(text.Length);
            map.Set(EditableNode.Scalar(text, item.Location, budget).As(key, item.Location));
        }

        EditableNode AddMap(string key, SourceLocation place)
        {
            var map = EditableNode.Collection(NodeKind.Mapping, place, budget).As(key, place);
            root.Set(map);
            return map;
        }
    }

    /// <summary>The lines of a file of variables; one without value takes it from the environment, which is not asked.</summary>
    private static IEnumerable<(string Key, byte[] Value)> ReadLines(byte[] content)
    {
        var text = content.AsSpan().StartsWith("\uFEFF"u8) ? content.AsMemory(3) : content;
        while (!text.IsEmpty)
        {
            var end = text.Span.IndexOf((byte)'\n');
            var line = Encoding.UTF8.GetString((end < 0 ? text : text[..end]).Span);
            text = end < 0 ? default : text[(end + 1)..];
            if (line.EndsWith('\r'))
                line = line[..^1];
            line = line.TrimStart();
            if (line.Length == 0 || line[0] == '#')
                continue;
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new UnresolvableException("has a file of variables with a variable of the environment");
            yield return (line[..equals], Encoding.UTF8.GetBytes(line[(equals + 1)..]));
        }
    }

    private static void AddOptions(EditableNode metadata, string key, YamlNode own, YamlNode global, ResolutionBudget budget)
    {
        EditableNode? map = null;
        foreach (var (option, isOwn) in own.Children.Select(static entry => (entry, true)).Concat(global.Children.Select(static entry => (entry, false))))
        {
            if (option.Value.Kind != ScalarKind.String)
                throw new UnresolvableException($"generates {key} that are no texts");
            map ??= EditableNode.Collection(NodeKind.Mapping, option.Location, budget).As(key, option.KeyLocation);
            if (isOwn || map.Find(option.Key!) is null)
                map.Set(EditableNode.Scalar(option.Text, option.Location, budget).As(option.Key!, option.KeyLocation));
        }

        if (map is not null)
            metadata.Set(map);
    }

    /// <summary>Adds the entries of an old map that the new one lacks.</summary>
    private static void Inherit(EditableNode? old, EditableNode parent, string key, ResolutionBudget budget)
    {
        if (old is not { IsMapping: true })
            return;
        var map = parent.Find(key);
        if (map is null)
        {
            map = EditableNode.Collection(NodeKind.Mapping, old.Location, budget).As(key, old.Location);
            parent.Set(map);
        }

        foreach (var entry in old.Children)
        {
            if (map.Find(entry.Key!) is null)
                map.Set(entry);
        }
    }

    private static void DemandKeys(YamlNode node, string[] keys)
    {
        foreach (var entry in node.Children)
        {
            if (!keys.Contains(entry.Key))
                throw new UnresolvableException($"has a generator with '{entry.Key}'");
        }
    }

    private static bool IsTrue(YamlNode node) => node.Value is { Kind: ScalarKind.Boolean, Boolean: true };

    private static StringBuilder AppendMap(StringBuilder json, EditableNode map)
    {
        json.Append('{');
        var isFirst = true;
        foreach (var entry in map.Children.OrderBy(static entry => entry.Key, StringComparer.Ordinal))
        {
            if (entry is not { IsScalar: true } || entry.Value.Kind is not (ScalarKind.String or ScalarKind.Null))
                throw new UnresolvableException("generates data that are no texts");
            if (!isFirst)
                json.Append(',');
            isFirst = false;
            AppendString(json, entry.Key!).Append(':');
            if (entry.Value.Kind == ScalarKind.Null)
                json.Append("null");
            else
                AppendString(json, entry.Text);
        }

        return json.Append('}');
    }

    /// <summary>Writes a text as Go's encoding/json does.</summary>
    private static StringBuilder AppendString(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '"' or '\\':
                    json.Append('\\').Append(c);
                    break;
                case '\n':
                    json.Append("\\n");
                    break;
                case '\r':
                    json.Append("\\r");
                    break;
                case '\t':
                    json.Append("\\t");
                    break;
                case '\b':
                    json.Append("\\b");
                    break;
                case '\f':
                    json.Append("\\f");
                    break;
                case < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029':
                    json.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
                    break;
                default:
                    json.Append(c);
                    break;
            }
        }

        return json.Append('"');
    }
}
