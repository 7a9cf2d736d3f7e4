using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using EksLint.Values;

namespace EksLint.Schemas;

/// <summary>The tables of kinds and types: Kubernetes' own, custom resources that EKS users meet, and eksctl's ClusterConfig.</summary>
/// <remarks>Origin and format: Schemas/FORMAT.md and the header lines of the tables. Nothing is parsed that a run does not meet: loading finds the
/// sections, and a type's lines are read when it is first asked for.</remarks>
public sealed class SchemaTable
{
    private readonly Dictionary<string, Section> _sections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _groups = new(StringComparer.Ordinal);

    private SchemaTable(byte[] builtIn, byte[] others)
    {
        FindSections(builtIn, isBuiltIn: true);
        FindSections(others, isBuiltIn: false);
    }

    /// <summary>The tables that ekslint carries.</summary>
    public static SchemaTable Default { get; } = Load();

    /// <summary>The tables of the assembly, none of their types read.</summary>
    internal static SchemaTable Load() => new(ReadResource("k8s.schema"), ReadResource("crds.schema"));

    /// <summary>How many types were read so far: start-up cost must not grow with the tables.</summary>
    internal int TypesRead => _sections.Values.Sum(static section => section.Types.Count);

    /// <summary>Whether the tables have a section for an apiVersion.</summary>
    public bool HasApiVersion(string apiVersion) => apiVersion != "meta" && _sections.ContainsKey(apiVersion);

    /// <summary>Whether the tables have a section for a group in any version, and whether the group is Kubernetes' own.</summary>
    /// <param name="group">The group; empty for the core group.</param>
    /// <param name="isBuiltIn">Whether it is Kubernetes' own: the tables know all of its kinds.</param>
    public bool HasGroup(string group, out bool isBuiltIn) => _groups.TryGetValue(group, out isBuiltIn);

    /// <summary>The kind of an apiVersion; null where the tables do not list it.</summary>
    public SchemaKind? FindKind(string apiVersion, string name) =>
        !_sections.TryGetValue(apiVersion, out var section) ? null
        : section.Kinds.TryGetValue(name, out var known) ? known
        : section.Kinds.GetOrAdd(name, ReadKind(section, name));

    /// <summary>All kinds of a name, whatever their apiVersion and the case of the name; for messages, as it looks through the whole table.</summary>
    public IEnumerable<SchemaKind> FindKinds(string name)
    {
        foreach (var (apiVersion, section) in _sections)
        {
            foreach (var candidate in section.KindNames())
            {
                if (string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase) && FindKind(apiVersion, candidate) is { } kind)
                    yield return kind;
            }
        }
    }

    /// <summary>The names of all kinds of an apiVersion.</summary>
    public IEnumerable<string> KindNames(string apiVersion) => _sections.TryGetValue(apiVersion, out var section) ? section.KindNames() : [];

    /// <summary>Every apiVersion of the tables.</summary>
    public IEnumerable<string> ApiVersions => _sections.Keys.Where(static apiVersion => apiVersion != "meta");

    /// <summary>A type of a section; null where there is none.</summary>
    public SchemaType? FindType(string group, string name) =>
        !_sections.TryGetValue(group, out var section) ? null
        : section.Types.TryGetValue(name, out var known) ? known
        : section.Types.GetOrAdd(name, ReadType(section, name));

    /// <summary>The group of an apiVersion: empty for <c>v1</c>.</summary>
    public static string GroupOf(string apiVersion) => apiVersion.IndexOf('/') is >= 0 and var slash ? apiVersion[..slash] : "";

    private static byte[] ReadResource(string name)
    {
        using var stream = typeof(SchemaTable).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The table {name} is not part of the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private void FindSections(byte[] text, bool isBuiltIn)
    {
        var mark = "\ngroup "u8;
        var start = text.AsSpan().IndexOf(mark);
        while (start >= 0)
        {
            var body = start + mark.Length;
            var length = text.AsSpan(body).IndexOf(mark);
            var end = length < 0 ? text.Length : body + length;
            var lineEnd = text.AsSpan(body).IndexOf((byte)'\n');
            var apiVersion = Encoding.UTF8.GetString(text, body, lineEnd);
            _sections[apiVersion] = new Section(apiVersion, text, body + lineEnd, end, isBuiltIn);
            if (apiVersion != "meta")
                _groups[GroupOf(apiVersion)] = isBuiltIn;
            start = length < 0 ? -1 : end;
        }
    }

    private SchemaKind? ReadKind(Section section, string name)
    {
        if (section.FindLine("kind ", name) is not { } line)
            return null;
        var words = line.Split(' ');
        var (typeGroup, typeName) = (section.ApiVersion, name);
        KubernetesVersion? since = null;
        KubernetesVersion? removed = null;
        for (var i = 3; i + 1 < words.Length; i++)
        {
            switch (words[i])
            {
                case "as":
                    var colon = words[i + 1].LastIndexOf(':');
                    (typeGroup, typeName) = (words[i + 1][..colon], words[i + 1][(colon + 1)..]);
                    break;
                case "since":
                    since = ParseVersion(words[i + 1]);
                    break;
                case "removed":
                    removed = ParseVersion(words[i + 1]);
                    break;
            }
        }

        var scope = words[2] switch
        {
            "ns" => KindScope.Namespaced,
            "cluster" => KindScope.Cluster,
            "sub" => KindScope.Subresource,
            _ => KindScope.ToolFile,
        };
        return new SchemaKind(this, section.ApiVersion, name, scope, typeGroup, typeName) { Since = since, Removed = removed, IsBuiltIn = section.IsBuiltIn };
    }

    private SchemaType? ReadType(Section section, string name)
    {
        if (section.FindBody(name) is not { } body)
            return null;
        var group = section.ApiVersion;
        var fields = new List<SchemaField>();
        var groups = new List<FieldGroup>();
        var allowsOthers = false;
        foreach (var line in body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line[1..].Split(' ');
            if (words[0] is "=one" or "=max1")
                groups.Add(new FieldGroup(words[1].Split(','), words[0] == "=one"));
            else if (words[0] == "*")
                allowsOthers = true;
            else
                fields.Add(ReadField(group, name, section.IsBuiltIn, words));
        }

        return new SchemaType(group, name, section.IsBuiltIn, [.. fields], [.. groups], allowsOthers);
    }

    private SchemaField ReadField(string group, string typeName, bool isBuiltIn, string[] words)
    {
        var name = words[0];
        var requirement = name[^1] switch
        {
            '!' => FieldRequirement.Required,
            '~' => FieldRequirement.RequiredByServer,
            _ => FieldRequirement.Optional,
        };
        name = requirement == FieldRequirement.Optional ? name : name[..^1];
        return new SchemaField(name, requirement, ReadFieldType(group, words[1]))
        {
            Enum = After("enum") is { } values ? ReadEnum(values, ignoresCase: words.Contains("nocase", StringComparer.Ordinal)) : null,
            Format = After("format") is { } format ? ValueFormats.Parse(format) : null,
            Range = After("range") is { } range ? ReadRange(range) : null,
            Length = After("len") is { } length ? ReadRange(length) : null,
            Items = After("items") is { } items ? ReadRange(items) : null,
            Keys = After("key")?.Split(','),
            KeepsKeysUnique = !isBuiltIn || KeepsKeysUnique(typeName, name),
            Default = After("default") is { } value ? Unescape(value) : null,
            Since = After("since") is { } since ? ParseVersion(since) : null,
            Removed = After("removed") is { } removed ? ParseVersion(removed) : null,
        };

        string? After(string attribute)
        {
            var index = Array.IndexOf(words, attribute, 2);
            return index > 0 && index + 1 < words.Length ? words[index + 1] : null;
        }
    }

    /// <summary>Server-side apply tells the items of many lists apart by keys, but only of some the server refuses two with one key.</summary>
    /// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go; for custom resources apiextensions-apiserver,
    /// pkg/apiserver/schema/listtype/validation.go, which holds for all of them.</remarks>
    private static bool KeepsKeysUnique(string typeName, string fieldName) => (typeName, fieldName) is
        ("PodSpec", "containers") or ("PodSpec", "initContainers") or ("PodSpec", "ephemeralContainers") or ("PodSpec", "volumes")
        or ("PodSpec", "topologySpreadConstraints") or ("Container", "volumeMounts") or ("Container", "volumeDevices") or ("ServiceSpec", "ports");

    private FieldType ReadFieldType(string group, string text)
    {
        if (text.StartsWith("[]", StringComparison.Ordinal))
            return new FieldType(FieldKind.List, ReadFieldType(group, text[2..]));
        if (text.StartsWith("map[", StringComparison.Ordinal))
            return new FieldType(FieldKind.Map, ReadFieldType(group, text[4..^1]));
        FieldKind? simple = text switch
        {
            "string" => FieldKind.String,
            "int32" => FieldKind.Int32,
            "int64" => FieldKind.Int64,
            "number" => FieldKind.Number,
            "bool" => FieldKind.Boolean,
            "quantity" => FieldKind.Quantity,
            "intOrString" => FieldKind.IntOrString,
            "time" => FieldKind.Time,
            "bytes" => FieldKind.Bytes,
            "object" => FieldKind.Object,
            "any" => FieldKind.Any,
            _ => null,
        };
        if (simple is { } kind)
            return new FieldType(kind);
        var colon = text.LastIndexOf(':');
        return colon < 0 ? new FieldType(this, group, text) : new FieldType(this, text[..colon], text[(colon + 1)..]);
    }

    private static EnumValues ReadEnum(string text, bool ignoresCase)
    {
        var values = new List<string>();
        List<NewValue>? newer = null;
        foreach (var word in text.Split('|'))
        {
            var at = word.IndexOf('@', StringComparison.Ordinal);
            values.Add(Unescape(at < 0 ? word : word[..at]));
            if (at >= 0 && ParseVersion(word[(at + 1)..]) is { } version)
                (newer ??= []).Add(new NewValue(values[^1], version));
        }

        return new EnumValues(values) { Newer = (IReadOnlyList<NewValue>?)newer ?? [], IgnoresCase = ignoresCase };
    }

    private static string Unescape(string text) =>
        text == "\"\""
            ? ""
            : text.Replace("%20", " ", StringComparison.Ordinal)
                .Replace("%7C", "|", StringComparison.Ordinal)
                .Replace("%40", "@", StringComparison.Ordinal)
                .Replace("%25", "%", StringComparison.Ordinal);

    private static NumberRange ReadRange(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        return new NumberRange(ReadEnd(text[..dots]), ReadEnd(text[(dots + 2)..]));

        static double? ReadEnd(string end) => end.Length == 0 ? null : double.Parse(end, CultureInfo.InvariantCulture);
    }

    private static KubernetesVersion? ParseVersion(string text) => KubernetesVersion.TryParse(text, out var version) ? version : null;

    /// <summary>The lines of one group in a table.</summary>
    private sealed record Section(string ApiVersion, byte[] Text, int Start, int End, bool IsBuiltIn)
    {
        /// <summary>The kinds that were asked for, by name.</summary>
        public ConcurrentDictionary<string, SchemaKind?> Kinds { get; } = new(StringComparer.Ordinal);

        /// <summary>The types that were asked for, by name.</summary>
        public ConcurrentDictionary<string, SchemaType?> Types { get; } = new(StringComparer.Ordinal);

        /// <summary>The whole line of a kind, or null.</summary>
        public string? FindLine(string keyword, string name)
        {
            var start = Find(keyword, name);
            return start < 0 ? null : Encoding.UTF8.GetString(LineAt(start));
        }

        /// <summary>The lines behind <c>type NAME</c> that begin with a blank, or null.</summary>
        public string? FindBody(string name)
        {
            var start = Find("type ", name);
            if (start < 0)
                return null;
            start += LineAt(start).Length + 1;
            var end = start;
            while (end < End && Text[end] == ' ')
                end += LineAt(end).Length + 1;
            return Encoding.UTF8.GetString(Text, start, Math.Max(0, Math.Min(end, End) - start));
        }

        public IEnumerable<string> KindNames()
        {
            for (var at = Start; at < End;)
            {
                var found = Text.AsSpan(at, End - at).IndexOf("\nkind "u8);
                if (found < 0)
                    yield break;
                at += found + 6;
                yield return Encoding.UTF8.GetString(Text, at, Text.AsSpan(at).IndexOf((byte)' '));
            }
        }

        private int Find(string keyword, string name)
        {
            var wanted = Encoding.UTF8.GetBytes("\n" + keyword + name);
            for (var at = Start; at < End;)
            {
                var found = Text.AsSpan(at, End - at).IndexOf(wanted);
                if (found < 0)
                    return -1;
                at += found + 1;
                var behind = at + wanted.Length - 1;
                if (behind >= End || Text[behind] is (byte)' ' or (byte)'\n')
                    return at;
            }

            return -1;
        }

        private ReadOnlySpan<byte> LineAt(int start)
        {
            var rest = Text.AsSpan(start, End - start);
            var length = rest.IndexOf((byte)'\n');
            return length < 0 ? rest : rest[..length];
        }
    }
}
