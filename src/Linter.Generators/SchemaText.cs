
namespace EksLint.Generators;

/// <summary>The tables as the view generator needs them: kinds, types and the types of fields. Format: src/Linter/Schemas/FORMAT.md.</summary>
internal sealed class SchemaText
{
    private readonly Dictionary<string, List<KeyValuePair<string, string>>> _types = new Dictionary<string, List<KeyValuePair<string, string>>>(StringComparer.Ordinal);
    private readonly HashSet<string> _kinds = new HashSet<string>(StringComparer.Ordinal);
    private readonly HashSet<string> _builtInGroups = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Adds a table.</summary>
    public void Read(string text, bool isBuiltIn)
    {
        var group = "";
        List<KeyValuePair<string, string>>? fields = null;
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split(' ');
            if (line.StartsWith("group ", StringComparison.Ordinal))
            {
                group = words[1];
                if (isBuiltIn)
                    _builtInGroups.Add(group);
            }
            else if (line.StartsWith("kind ", StringComparison.Ordinal))
            {
                _kinds.Add(group + ":" + words[1]);
            }
            else if (line.StartsWith("type ", StringComparison.Ordinal))
            {
                fields = new List<KeyValuePair<string, string>>();
                _types[group + ":" + words[1]] = fields;
            }
            else if (line.Length > 1 && line[0] == ' ' && line[1] != '=' && line[1] != '*')
            {
                fields?.Add(new KeyValuePair<string, string>(words[1].TrimEnd('!', '~'), Qualify(words[2], group)));
            }
        }
    }

    public bool HasKind(string qualified) => _kinds.Contains(qualified);

    public bool IsBuiltIn(string group) => _builtInGroups.Contains(group);

    /// <summary>The fields of a type as (name, type), or nothing where the table has no such type.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> FieldsOf(string qualified) =>
        _types.TryGetValue(qualified, out var fields) ? (IReadOnlyList<KeyValuePair<string, string>>)fields : Array.Empty<KeyValuePair<string, string>>();

    /// <summary>Gives a type of the same section its group: <c>[]PodSpec</c> becomes <c>[]v1:PodSpec</c>.</summary>
    private static string Qualify(string type, string group)
    {
        if (type.StartsWith("[]", StringComparison.Ordinal))
            return "[]" + Qualify(type.Substring(2), group);
        if (type.StartsWith("map[", StringComparison.Ordinal))
            return "map[" + Qualify(type.Substring(4, type.Length - 5), group) + "]";
        return char.IsUpper(type[0]) ? group + ":" + type : type;
    }
}
