using System.Globalization;
using EksLint.Schemas;

namespace EksLint.Tests.Schemas;

/// <summary>What is wrong with a document that was right before.</summary>
/// <param name="Kind">The misfit that must be found.</param>
/// <param name="Node">Where.</param>
/// <param name="Field">The name of the field that is missing.</param>
internal sealed record Damage(MisfitKind Kind, GeneratedNode Node, string? Field = null);

/// <summary>Breaks a generated document in one known way.</summary>
internal sealed class DocumentBreaker(Random random)
{
    /// <summary>Does one thing that gives a misfit of a kind; null where the document has no place for it.</summary>
    public Damage? Break(GeneratedNode root, MisfitKind kind) => kind switch
    {
        MisfitKind.UnknownField => AddField(root),
        MisfitKind.WrongType => ChangeType(root),
        MisfitKind.MissingField => RemoveField(root),
        MisfitKind.BadEnumValue => ChangeTo(root, kind, static node => node is { Type.Kind: FieldKind.String, Field.Enum: not null }, "NoSuchValue", isText: true),
        MisfitKind.UnquotedString => ChangeTo(root, kind, static node => IsText(node), Any("yes", "on", "1.30", "0123", "7451e8", "false"), isText: false),
        _ => LeaveRange(root),
    };

    private static bool IsText(GeneratedNode node) => node is { Scalar: not null, Type.Kind: FieldKind.String or FieldKind.Time or FieldKind.Bytes };

    private Damage? AddField(GeneratedNode root)
    {
        if (Pick(root, static node => node is { Target.AllowsOtherFields: false, Scalar: null }) is not { } mapping)
            return null;
        var field = new GeneratedNode { Key = "noSuchField", Scalar = "1" };
        mapping.Children.Insert(random.Next(mapping.Children.Count + 1), field);
        return new Damage(MisfitKind.UnknownField, field);
    }

    private Damage? ChangeType(GeneratedNode root)
    {
        if (Pick(root, static node => node.Type is { Kind: not FieldKind.Any }) is not { } node)
            return null;
        switch (node.Type!.Kind)
        {
            case FieldKind.List or FieldKind.Map or FieldKind.Object or FieldKind.Type:
                node.BecomeScalar("text", isText: true);
                break;
            case FieldKind.Int32 or FieldKind.Int64 or FieldKind.Number or FieldKind.Boolean when random.Next(2) == 0:
                node.BecomeScalar("text", isText: true);
                break;
            case FieldKind.Int32 or FieldKind.Int64 or FieldKind.IntOrString when random.Next(2) == 0:
                node.BecomeScalar("1.5", isText: false);
                break;
            default:
                node.BecomeList(new GeneratedNode { Scalar = "a", IsText = true });
                break;
        }

        return new Damage(MisfitKind.WrongType, node);
    }

    private Damage? RemoveField(GeneratedNode root)
    {
        var places = OutsideStatus(root)
            .Where(static mapping => mapping.Target is not null)
            .SelectMany(static mapping => mapping.Children.Select(child => (Mapping: mapping, Child: child)))
            .Where(static place => place.Child.Key is { } key && place.Mapping.Target!.Fields.Any(field => field.Name == key && field.Requirement != FieldRequirement.Optional))
            .ToList();
        if (places.Count == 0)
            return null;
        var (mapping, child) = places[random.Next(places.Count)];
        mapping.Children.Remove(child);
        return new Damage(MisfitKind.MissingField, mapping, child.Key);
    }

    private static IEnumerable<GeneratedNode> OutsideStatus(GeneratedNode root) =>
        root.Children.Where(static child => child.Key != "status").SelectMany(static child => child.All()).Prepend(root);

    private Damage? LeaveRange(GeneratedNode root)
    {
        if (Pick(root, static node => node is { Type.Kind: FieldKind.Int32 or FieldKind.Int64, Field.Range: not null } || (IsText(node) && node.Field!.Length is not null)) is not { } node)
            return null;
        if (node.Type!.Kind == FieldKind.String)
            node.BecomeScalar(node.Field!.Length!.Value.High is { } most ? new string('a', (int)most + 1) : "", isText: true);
        else if (node.Field!.Range is { Low: { } low } && random.Next(2) == 0)
            node.BecomeScalar((low - 1).ToString(CultureInfo.InvariantCulture), isText: false);
        else
            node.BecomeScalar(((node.Field!.Range!.Value.High ?? node.Field.Range.Value.Low - 2) + 1)!.Value.ToString(CultureInfo.InvariantCulture), isText: false);
        return new Damage(MisfitKind.BadFormat, node);
    }

    private Damage? ChangeTo(GeneratedNode root, MisfitKind kind, Func<GeneratedNode, bool> isPlace, string text, bool isText)
    {
        if (Pick(root, node => node.Scalar is not null && isPlace(node)) is not { } node)
            return null;
        node.BecomeScalar(text, isText);
        return new Damage(kind, node);
    }

    private GeneratedNode? Pick(GeneratedNode root, Func<GeneratedNode, bool> isPlace) => root.All().Where(isPlace).MinBy(_ => random.Next());

    private string Any(params ReadOnlySpan<string> texts) => texts[random.Next(texts.Length)];
}
