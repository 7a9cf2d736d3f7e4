using System.Globalization;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Model;

/// <summary>A text field.</summary>
/// <param name="node">The node.</param>
public readonly struct StringValue(YamlNode node) : INodeView<StringValue>
{
    /// <inheritdoc/>
    public YamlNode Node { get; } = node;

    /// <summary>Whether a text is written that is not empty.</summary>
    public bool IsSet => !Node.IsNull && Node.HasText;

    /// <summary>Whether the text is a placeholder, so that its value is not known.</summary>
    public bool IsUnknown => !Node.IsNull && Placeholder.IsUnknown(Node);

    /// <summary>The text; empty where nothing is written.</summary>
    public string Text => Node.IsNull ? "" : Node.Text;

    /// <inheritdoc/>
    public static StringValue From(YamlNode node) => new(node);

    /// <summary>Whether the text is exactly this.</summary>
    public bool Is(string text) => Node.IsNull ? text.Length == 0 : Node.TextEquals(text);

    /// <summary>Whether the text is exactly these UTF-8 bytes, a word that is no null; makes no text of its own.</summary>
    public bool Is(ReadOnlySpan<byte> text) => Node.TextEquals(text);

    /// <summary>The text, or another where nothing is written.</summary>
    public string Or(string text) => IsSet ? Text : text;

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>An integer field.</summary>
/// <param name="node">The node.</param>
public readonly struct IntegerValue(YamlNode node) : INodeView<IntegerValue>
{
    /// <inheritdoc/>
    public YamlNode Node { get; } = node;

    /// <summary>The number; null where none is written, also for placeholders and texts.</summary>
    public long? Number => Node.Value switch
    {
        { Kind: ScalarKind.Integer } value => value.Integer,
        { Kind: ScalarKind.Float } value when double.IsInteger(value.Float) && Math.Abs(value.Float) < long.MaxValue => (long)value.Float,
        _ => null,
    };

    /// <inheritdoc/>
    public static IntegerValue From(YamlNode node) => new(node);

    /// <inheritdoc/>
    public override string ToString() => Node.Text;
}

/// <summary>A boolean field.</summary>
/// <param name="node">The node.</param>
public readonly struct BooleanValue(YamlNode node) : INodeView<BooleanValue>
{
    /// <inheritdoc/>
    public YamlNode Node { get; } = node;

    /// <summary>The value; null where none is written.</summary>
    public bool? Value => Node.Value is { Kind: ScalarKind.Boolean } value ? value.Boolean : null;

    /// <summary>Whether it is written and true.</summary>
    public bool IsTrue => Value == true;

    /// <summary>Whether it is written and false.</summary>
    public bool IsFalse => Value == false;

    /// <inheritdoc/>
    public static BooleanValue From(YamlNode node) => new(node);

    /// <inheritdoc/>
    public override string ToString() => Node.Text;
}

/// <summary>A resource quantity.</summary>
/// <param name="node">The node.</param>
public readonly struct QuantityValue(YamlNode node) : INodeView<QuantityValue>
{
    /// <inheritdoc/>
    public YamlNode Node { get; } = node;

    /// <summary>The quantity; null where none is written or its form is wrong.</summary>
    public Quantity? Quantity => !Node.IsNull && Values.Quantity.TryParse(Node.Text, out var quantity) ? quantity : null;

    /// <inheritdoc/>
    public static QuantityValue From(YamlNode node) => new(node);

    /// <inheritdoc/>
    public override string ToString() => Node.Text;
}

/// <summary>A field that takes a number or a name: ports and percentages.</summary>
/// <param name="node">The node.</param>
public readonly struct IntOrStringValue(YamlNode node) : INodeView<IntOrStringValue>
{
    /// <inheritdoc/>
    public YamlNode Node { get; } = node;

    /// <summary>Whether something is written.</summary>
    public bool IsSet => !Node.IsNull && Node.IsScalar;

    /// <summary>Whether the value is a placeholder, so that it is not known.</summary>
    public bool IsUnknown => IsSet && Placeholder.IsUnknown(Node);

    /// <summary>Whether it is a name: a quoted number is one too.</summary>
    public bool IsName => IsSet && !IsUnknown && Node.Value.Kind == ScalarKind.String;

    /// <summary>The name; empty where it is a number.</summary>
    public string Name => IsName ? Node.Text : "";

    /// <summary>The number; null where it is a name or nothing.</summary>
    public long? Number => new IntegerValue(Node).Number;

    /// <summary>The number before the percent sign; null where it is no percentage.</summary>
    /// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go, IsValidPercent: digits and the sign.</remarks>
    public int? Percentage =>
        IsName && Node.Text is [.. { Length: > 0 } digits, '%'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var percentage) ? percentage : null;

    /// <inheritdoc/>
    public static IntOrStringValue From(YamlNode node) => new(node);

    /// <inheritdoc/>
    public override string ToString() => Node.Text;
}

/// <summary>A field of any content.</summary>
/// <param name="node">The node.</param>
public readonly struct NodeValue(YamlNode node) : INodeView<NodeValue>
{
    /// <inheritdoc/>
    public YamlNode Node { get; } = node;

    /// <inheritdoc/>
    public static NodeValue From(YamlNode node) => new(node);

    /// <inheritdoc/>
    public override string ToString() => Node.Text;
}
