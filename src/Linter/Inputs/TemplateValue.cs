namespace EksLint.Inputs;

/// <summary>What kind of value an expression of a template comes to.</summary>
internal enum TemplateValueKind
{
    /// <summary>The template alone does not tell.</summary>
    Unknown,

    /// <summary>Nothing: AWS::NoValue, or not written.</summary>
    Absent,

    /// <summary>A text; numbers and booleans are texts too.</summary>
    Text,

    /// <summary>A resource of the template, or a parameter without default: its value is not known, but two of the same name are the same.</summary>
    Reference,

    /// <summary>A list.</summary>
    List,
}

/// <summary>What an expression of a template comes to, as far as the template alone tells.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text, or the logical id of what is referred to.</param>
/// <param name="Items">The items of a list.</param>
internal readonly record struct TemplateValue(TemplateValueKind Kind, string Text = "", IReadOnlyList<TemplateValue>? Items = null)
{
    public static readonly TemplateValue Unknown = new(TemplateValueKind.Unknown);

    public static readonly TemplateValue Absent = new(TemplateValueKind.Absent);

    public static TemplateValue OfText(string text) => new(TemplateValueKind.Text, text);

    public static TemplateValue OfReference(string logicalId) => new(TemplateValueKind.Reference, logicalId);

    public static TemplateValue OfList(IReadOnlyList<TemplateValue> items) => new(TemplateValueKind.List, Items: items);

    public bool IsText => Kind == TemplateValueKind.Text;

    public bool IsReference => Kind == TemplateValueKind.Reference;

    /// <summary>What tells the value apart from others in the template; null where it is not known.</summary>
    public string? Identity => Kind switch
    {
        TemplateValueKind.Text => Text,
        // No id of AWS begins so.
        TemplateValueKind.Reference => "!" + Text,
        _ => null,
    };
}
