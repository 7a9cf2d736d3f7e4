using System.Collections.Immutable;
using System.Numerics;
using EksLint.Syntax;

namespace EksLint.Schemas;

/// <summary>A type of the tables: what fields a mapping may have. Its lines are read when the type is first met.</summary>
public sealed class SchemaType
{
    // A definition of the run can have any number of fields, and can have all of them with one hash.
    private const int MostHashed = 256;

    private readonly SchemaField[] _fields;

    // A hash table of its own: a field is looked for by the hash that the tape has of each key, and once for each key of a run.
    private readonly SchemaField?[] _slots;

    internal SchemaType(string group, string name, bool isBuiltIn, SchemaField[] fields, ImmutableArray<FieldGroup> fieldGroups, bool allowsOtherFields)
    {
        Group = group;
        Name = name;
        IsBuiltIn = isBuiltIn;
        FieldGroups = fieldGroups;
        AllowsOtherFields = allowsOtherFields;
        _fields = fields;
        Array.Sort(_fields, static (left, right) => left.NameBytes.SequenceCompareTo(right.NameBytes));
        NeededFields = Array.FindAll(_fields, static field => field.Requirement != FieldRequirement.Optional);

        _slots = MakeSlots(_fields);
        Presence = new FieldPresence(this);
    }

    /// <summary>The section of the table: an apiVersion, or <c>meta</c>.</summary>
    public string Group { get; }

    /// <summary>The name of the type.</summary>
    public string Name { get; }

    /// <summary>Whether the type is one of Kubernetes' own: its server reads an empty string as an absent one.</summary>
    public bool IsBuiltIn { get; }

    /// <summary>Whether fields that are not listed are allowed too.</summary>
    public bool AllowsOtherFields { get; }

    /// <summary>The fields.</summary>
    public IReadOnlyList<SchemaField> Fields => _fields;

    /// <summary>The fields that must be there.</summary>
    internal SchemaField[] NeededFields { get; }

    /// <summary>Fields that exclude each other.</summary>
    public ImmutableArray<FieldGroup> FieldGroups { get; }

    /// <summary>What the type asks of a mapping's fields taken together.</summary>
    internal FieldPresence Presence { get; }

    /// <summary>The field of a name; null where the type has none.</summary>
    public SchemaField? Find(ReadOnlySpan<byte> name)
    {
        var low = 0;
        var high = _fields.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = _fields[middle].NameBytes.SequenceCompareTo(name);
            if (order == 0)
                return _fields[middle];
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }

    /// <summary>The field that a mapping entry names; null where the type has none.</summary>
    public SchemaField? Find(YamlNode entry) => entry.KeyUtf8 is { IsEmpty: false } key ? Find(key) : null;

    /// <summary>The field that a mapping entry names; null where the type has none.</summary>
    internal SchemaField? Find(YamlDocument document, int entry)
    {
        ref readonly var record = ref document[entry];
        var slots = _slots;
        if (slots.Length == 0 || !record.Has(NodeFlags.VerbatimKey))
            return Find(document.GetKeyUtf8(entry));
        int hash = record.KeyHash;
        for (var slot = hash; slots[slot & (slots.Length - 1)] is { } field; slot++)
        {
            if (field.NameHash == hash && record.GetKeyUtf8(document.File.Text).SequenceEqual(field.NameBytes))
                return field;
        }

        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Group}:{Name}";

    /// <summary>Half of the slots stay empty at least, so that a key that is no field is soon known to be none.</summary>
    private static SchemaField?[] MakeSlots(SchemaField[] fields)
    {
        if (fields.Length > MostHashed)
            return [];
        var slots = new SchemaField?[BitOperations.RoundUpToPowerOf2((uint)(2 * fields.Length + 2))];
        foreach (var field in fields)
        {
            int slot = field.NameHash;
            while (slots[slot & (slots.Length - 1)] is not null)
                slot++;
            slots[slot & (slots.Length - 1)] = field;
        }

        return slots;
    }
}

/// <summary>A line that begins with <c>=</c>: fields of which one, or at most one, may be set.</summary>
/// <param name="Fields">The names.</param>
/// <param name="IsRequired">Whether exactly one must be set.</param>
public sealed record FieldGroup(IReadOnlyList<string> Fields, bool IsRequired);
