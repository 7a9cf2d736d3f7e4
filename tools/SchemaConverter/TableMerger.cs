namespace EksLint.SchemaConverter;

/// <summary>Merges the table of a new Kubernetes version into the table of those before it.</summary>
/// <remarks>What the tables know beyond the documents (ranges, enums and names that the server checks in code) is kept: the documents only add.</remarks>
internal sealed class TableMerger
{
    private readonly Table _table;
    private readonly string _version;
    private readonly List<string> _changes = [];

    private TableMerger(Table table, string version)
    {
        _table = table;
        _version = version;
    }

    /// <summary>Merges; gives what changed, a line each.</summary>
    public static IReadOnlyList<string> Merge(Table table, Table newer, string version)
    {
        var merger = new TableMerger(table, version);
        merger.AddVersion();
        foreach (var (apiVersion, section) in newer.Sections)
            merger.Merge(apiVersion, section);
        foreach (var apiVersion in table.Sections.Keys.Where(apiVersion => !newer.Sections.ContainsKey(apiVersion)))
            merger._changes.Add($"? {apiVersion} is in none of the documents");
        return merger._changes;
    }

    private void AddVersion()
    {
        var line = _table.Header.FindIndex(static line => line.StartsWith("versions ", StringComparison.Ordinal));
        if (line >= 0 && !_table.Header[line].Split(' ').Contains(_version, StringComparer.Ordinal))
            _table.Header[line] += " " + _version;
    }

    private void Merge(string apiVersion, Section newer)
    {
        var section = _table.Section(apiVersion);
        foreach (var (name, line) in newer.Kinds.Where(kind => !section.Kinds.ContainsKey(kind.Key)))
        {
            section.Kinds[name] = $"{line} since {_version}";
            _changes.Add($"+ {apiVersion} {name}");
        }

        foreach (var (name, line) in section.Kinds.Where(kind => !newer.Kinds.ContainsKey(kind.Key) && !kind.Value.Split(' ').Contains("removed", StringComparer.Ordinal)).ToList())
        {
            // A replacement stands last.
            var replacement = line.IndexOf(" replacement ", StringComparison.Ordinal);
            section.Kinds[name] = replacement < 0 ? $"{line} removed {_version}" : line.Insert(replacement, $" removed {_version}");
            _changes.Add($"- {apiVersion} {name}");
        }

        foreach (var (name, type) in newer.Types)
        {
            if (section.Types.TryGetValue(name, out var known))
                Merge($"{apiVersion} {name}", known, type);
            else
                section.Types[name] = type;
        }
    }

    private void Merge(string place, TableType type, TableType newer)
    {
        foreach (var (name, field) in newer.Fields)
        {
            if (type.Fields.TryGetValue(name, out var known))
            {
                Merge($"{place}.{name}", known, field);
            }
            else
            {
                type.Fields[name] = field.With("since", _version);
                _changes.Add($"+ {place}.{name}");
            }
        }

        foreach (var field in type.Fields.Values.Where(field => !newer.Fields.ContainsKey(field.Name) && !field.Has("removed")))
        {
            field.With("removed", _version);
            _changes.Add($"- {place}.{field.Name}");
        }
    }

    private void Merge(string place, TableField field, TableField newer)
    {
        if (field.Has("removed"))
            _changes.Add($"? {place} is back after its removal");
        if (field.Type != newer.Type)
            _changes.Add($"? {place} is {field.Type} in the table and {newer.Type} in the document");
        if (field.Mark != newer.Mark && (field.Mark != "~" || newer.Mark == "!"))
        {
            field.Mark = newer.Mark;
            _changes.Add($"~ {place} {(newer.Mark == "!" ? "is required" : "is optional")}");
        }

        foreach (var attribute in (ReadOnlySpan<string>)["default", "key", "set", "deprecated"])
        {
            if (newer.Has(attribute) && !field.Has(attribute))
            {
                field.With(attribute, newer[attribute]);
                _changes.Add($"~ {place} {attribute} {newer[attribute]}".TrimEnd());
            }
        }

        if (newer["enum"] is { } values)
            MergeEnum(place, field, values.Split('|'));
    }

    private void MergeEnum(string place, TableField field, string[] values)
    {
        var known = field["enum"]?.Split('|') ?? [];
        var names = known.Select(static value => value.Split('@')[0]).ToHashSet(StringComparer.Ordinal);
        var added = values.Where(value => !names.Contains(value)).Select(value => known.Length == 0 ? value : $"{value}@{_version}").ToArray();
        if (added.Length == 0)
            return;
        field.With("enum", string.Join('|', [.. known, .. added]));
        _changes.Add($"+ {place} enum {string.Join(' ', added)}");
    }
}
