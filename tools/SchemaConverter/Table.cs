using System.Text;

namespace EksLint.SchemaConverter;

/// <summary>A fact table as text has it (src/Linter/Schemas/FORMAT.md): what the converter does not understand it keeps.</summary>
internal sealed class Table
{
    /// <summary>The lines before the first section.</summary>
    public List<string> Header { get; } = ["ekslint-schema 1"];

    /// <summary>The sections by apiVersion; shared types first, the core group second.</summary>
    public SortedDictionary<string, Section> Sections { get; } = new(SectionOrder.Instance);

    public Section Section(string apiVersion)
    {
        if (!Sections.TryGetValue(apiVersion, out var section))
            Sections[apiVersion] = section = new Section();
        return section;
    }

    public static Table Read(string text)
    {
        var table = new Table();
        table.Header.Clear();
        Section? section = null;
        TableType? type = null;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("group ", StringComparison.Ordinal))
                section = table.Section(line[6..]);
            else if (section is null)
                table.Header.Add(line);
            else if (line.StartsWith("kind ", StringComparison.Ordinal))
                section.Kinds[line.Split(' ')[1]] = line;
            else if (line.StartsWith("type ", StringComparison.Ordinal))
                section.Types[line[5..]] = type = new TableType();
            else
                type!.Add(line);
        }

        return table;
    }

    public override string ToString()
    {
        var text = new StringBuilder().AppendJoin('\n', Header).Append('\n');
        foreach (var (apiVersion, section) in Sections)
        {
            text.Append("\ngroup ").Append(apiVersion).Append('\n');
            foreach (var kind in section.Kinds.Values)
                text.Append(kind).Append('\n');
            foreach (var (name, type) in section.Types)
                text.Append("type ").Append(name).Append('\n').Append(type);
        }

        return text.ToString();
    }

    private sealed class SectionOrder : IComparer<string>
    {
        public static readonly SectionOrder Instance = new();

        public int Compare(string? x, string? y) => Rank(x) is var left && Rank(y) is var right && left != right ? left - right : string.CompareOrdinal(x, y);

        private static int Rank(string? apiVersion) => apiVersion switch { "meta" => 0, "v1" => 1, _ => 2 };
    }
}

/// <summary>The kinds and types of one apiVersion.</summary>
internal sealed class Section
{
    /// <summary>Whole lines by the name of the kind.</summary>
    public SortedDictionary<string, string> Kinds { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, TableType> Types { get; } = new(StringComparer.Ordinal);
}

/// <summary>The lines of a type.</summary>
internal sealed class TableType
{
    public SortedDictionary<string, TableField> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>The lines about all fields: that others are allowed, and which exclude each other.</summary>
    public List<string> Others { get; } = [];

    public void Add(string line)
    {
        if (line[1] is '=' or '*')
            Others.Add(line);
        else if (TableField.Read(line) is var field)
            Fields[field.Name] = field;
    }

    public override string ToString() => string.Concat(
        Others.Where(static line => line[1] == '*').Concat(Fields.Values.Select(static field => field.ToString())).Concat(Others.Where(static line => line[1] == '=')).Select(static line => line + "\n"));
}

/// <summary>The line of a field.</summary>
internal sealed class TableField(string name, string type)
{
    private static readonly string[] Order = ["format", "enum", "nocase", "range", "len", "items", "default", "key", "set", "since", "removed", "deprecated"];

    private readonly List<(string Name, string? Value)> _attributes = [];

    public string Name { get; } = name;

    public string Type { get; } = type;

    /// <summary><c>!</c> required by the schema, <c>~</c> by the server, or nothing.</summary>
    public string Mark { get; set; } = "";

    public string? this[string attribute] => _attributes.Find(known => known.Name == attribute).Value;

    public static TableField Read(string line)
    {
        var words = line[1..].Split(' ');
        var mark = words[0][^1] is '!' or '~' ? words[0][^1..] : "";
        var field = new TableField(words[0][..^mark.Length], words[1]) { Mark = mark };
        for (var i = 2; i < words.Length; i++)
        {
            var hasValue = words[i] is not ("set" or "deprecated" or "nocase");
            field._attributes.Add((words[i], hasValue ? words[++i] : null));
        }

        return field;
    }

    public bool Has(string attribute) => _attributes.Exists(known => known.Name == attribute);

    /// <summary>Sets an attribute, in its place among the others.</summary>
    public TableField With(string attribute, string? value = null)
    {
        var known = _attributes.FindIndex(other => other.Name == attribute);
        if (known >= 0)
            _attributes[known] = (attribute, value);
        else if (_attributes.FindIndex(other => Array.IndexOf(Order, other.Name) > Array.IndexOf(Order, attribute)) is >= 0 and var next)
            _attributes.Insert(next, (attribute, value));
        else
            _attributes.Add((attribute, value));
        return this;
    }

    public override string ToString() =>
        $" {Name}{Mark} {Type}" + string.Concat(_attributes.Select(static attribute => attribute.Value is null ? $" {attribute.Name}" : $" {attribute.Name} {attribute.Value}"));
}

/// <summary>Texts of enums and defaults as a table writes them.</summary>
internal static class TableText
{
    public static string Escape(string text) => text.Length == 0
        ? "\"\""
        : text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace(" ", "%20", StringComparison.Ordinal)
            .Replace("|", "%7C", StringComparison.Ordinal)
            .Replace("@", "%40", StringComparison.Ordinal);
}
