using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using EksLint.Syntax;

namespace EksLint.Schemas;

/// <summary>A type of the tables: what fields a mapping may have. Its lines are read when the type is first met.</summary>
public sealed class SchemaType
{
    private readonly SchemaField[] _fields;

    // A hash table of its own: a field is looked for with bytes, once for each key of a run.
    private readonly SchemaField?[] _slots;
    private readonly int _shift;

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

        // Half of the slots stay empty at least, so that a key that is no field is soon known to be none.
        _slots = new SchemaField?[BitOperations.RoundUpToPowerOf2((uint)(2 * _fields.Length + 2))];
        _shift = 32 - BitOperations.Log2((uint)_slots.Length);
        foreach (var field in _fields)
            AddToSlots(field);
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
        for (var slot = SlotOf(name); _slots[slot] is { } field; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (field.NameBytes.SequenceEqual(name))
                return field;
        }

        return null;
    }

    /// <summary>The field that a mapping entry names; null where the type has none.</summary>
    public SchemaField? Find(YamlNode entry) => entry.KeyUtf8 is { IsEmpty: false } key ? Find(key) : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Group}:{Name}";

    private void AddToSlots(SchemaField field)
    {
        var slot = SlotOf(field.NameBytes);
        while (_slots[slot] is not null)
            slot = (slot + 1) & (_slots.Length - 1);
        _slots[slot] = field;
    }

    /// <summary>Where to look for a name first: by its length, its ends and its middle, as names of one type differ in one of them.</summary>
    private int SlotOf(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            return 0;
        var mixed = (uint)(name[0] | name[name.Length / 2] << 8 | name[^1] << 16 | name.Length << 24);
        return (int)((mixed * 0x9E3779B1) >> _shift);
    }
}

/// <summary>A line that begins with <c>=</c>: fields of which one, or at most one, may be set.</summary>
/// <param name="Fields">The names.</param>
/// <param name="IsRequired">Whether exactly one must be set.</param>
public sealed record FieldGroup(IReadOnlyList<string> Fields, bool IsRequired);
