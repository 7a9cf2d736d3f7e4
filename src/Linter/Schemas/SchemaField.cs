using System.Text;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Schemas;

/// <summary>Whether a field must be there.</summary>
public enum FieldRequirement
{
    /// <summary>It may be absent.</summary>
    Optional,

    /// <summary>The schema requires it (<c>!</c>).</summary>
    Required,

    /// <summary>The API server's own validation requires it (<c>~</c>): an empty text is not enough either.</summary>
    RequiredByServer,
}

/// <summary>A field of a type, with all that its line in the table says.</summary>
public sealed class SchemaField
{
    private readonly byte[] _nameBytes;

    internal SchemaField(string name, FieldRequirement requirement, FieldType type)
    {
        Name = name;
        Requirement = requirement;
        Type = type;
        _nameBytes = Encoding.UTF8.GetBytes(name);
        NameHash = KeyHash.Of(_nameBytes);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The name in UTF-8.</summary>
    public ReadOnlySpan<byte> NameBytes => _nameBytes;

    /// <summary>The hash by which the entry of a mapping is known that has the name for its key.</summary>
    internal ushort NameHash { get; }

    /// <summary>Whether it must be there.</summary>
    public FieldRequirement Requirement { get; }

    /// <summary>What it holds.</summary>
    public FieldType Type { get; }

    /// <summary>The allowed texts; null where any is. About the elements where the field holds a list or a map.</summary>
    public EnumValues? Enum { get; internal init; }

    /// <summary>The allowed numbers, both ends inclusive; about the elements where the field holds a list.</summary>
    public NumberRange? Range { get; internal init; }

    /// <summary>The allowed number of characters.</summary>
    public NumberRange? Length { get; internal init; }

    /// <summary>The allowed number of list items.</summary>
    public NumberRange? Items { get; internal init; }

    /// <summary>The form that a text must have; null where any will do. About the elements where the field holds a list.</summary>
    public ValueFormat? Format { get; internal init; }

    /// <summary>Whether not every text will do.</summary>
    internal bool RestrictsText => Enum is not null || Format is not null || Length is not null;

    /// <summary>The fields by which the items of a list are told apart; null where the list is no keyed list.</summary>
    public IReadOnlyList<string>? Keys { get; internal init; }

    /// <summary>Whether the server refuses two items of the list with the same keys.</summary>
    internal bool KeepsKeysUnique { get; init; }

    /// <summary>The bit that stands for the field where it is asked of a mapping which of its type's fields it has; none where nobody asks for this one.</summary>
    internal ulong Mark { get; set; }

    /// <summary>What the server fills in; null where it fills in nothing or the zero value.</summary>
    public string? Default { get; internal init; }

    /// <summary>The first Kubernetes version that has the field; null where it is as old as its type.</summary>
    public KubernetesVersion? Since { get; internal init; }

    /// <summary>The first Kubernetes version that no longer has the field.</summary>
    public KubernetesVersion? Removed { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Type}";
}

/// <summary>A range of numbers, both ends inclusive and either of them open.</summary>
/// <param name="Low">The lowest allowed number.</param>
/// <param name="High">The highest allowed number.</param>
public readonly record struct NumberRange(double? Low, double? High)
{
    /// <summary>Whether a number lies in the range.</summary>
    public bool Contains(double value) => !(value < Low) && !(value > High);

    /// <summary>In words: <c>1 to 65535</c>, <c>at least 0</c>, <c>at most 15</c>.</summary>
    public override string ToString() => (Low, High) switch
    {
        ({ } low, { } high) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{low} to {high}"),
        ({ } low, null) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"at least {low}"),
        (null, { } high) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"at most {high}"),
        _ => "any number",
    };
}

/// <summary>An allowed text that is newer than the oldest version of the tables.</summary>
/// <param name="Text">The text.</param>
/// <param name="Since">The first version that has it.</param>
public sealed record NewValue(string Text, KubernetesVersion Since);

/// <summary>The allowed texts of a field.</summary>
/// <param name="Values">The texts in the order of the table; one that ends in <c>*</c> (and is not <c>*</c> itself) stands for all that begin so.</param>
public sealed record EnumValues(IReadOnlyList<string> Values)
{
    /// <summary>The values that are newer than the oldest version of the tables.</summary>
    public IReadOnlyList<NewValue> Newer { get; init; } = [];

    /// <summary>Whether the case of a text does not matter.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>Whether a text is allowed.</summary>
    public bool Contains(string text)
    {
        if (IgnoresCase)
            return Values.Contains(text, StringComparer.OrdinalIgnoreCase);
        foreach (var value in Values)
        {
            if (value == text || (value is [_, .., '*'] && text.AsSpan().StartsWith(value.AsSpan()[..^1], StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    /// <summary>The first version that has a text; null where all have it.</summary>
    public KubernetesVersion? SinceOf(string text)
    {
        foreach (var value in Newer)
        {
            if (value.Text == text)
                return value.Since;
        }

        return null;
    }

    /// <summary>Whether UTF-8 is one of the texts, letter by letter, and allowed in all versions.</summary>
    internal bool HoldsInEveryVersion(ReadOnlySpan<byte> text)
    {
        foreach (var value in Values)
        {
            if (value.Length == text.Length && Ascii.Equals(text, value))
                return SinceOf(value) is null;
        }

        return false;
    }
}
