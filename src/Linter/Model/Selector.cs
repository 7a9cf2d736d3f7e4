using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Model;

/// <summary>A label selector as requirements that must all hold, from a Service's map or from matchLabels and matchExpressions.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/labels/selector.go, Requirement.Matches.</remarks>
public sealed class Selector
{
    private readonly SelectorRequirement[] _requirements;
    private string? _key;

    private Selector(YamlNode node, SelectorRequirement[] requirements)
    {
        Node = node;
        _requirements = requirements;
    }

    /// <summary>The node that states the selector.</summary>
    public YamlNode Node { get; }

    /// <summary>What must hold.</summary>
    public IReadOnlyList<SelectorRequirement> Requirements => _requirements;

    /// <summary>Whether nothing is required: a Service without selector, or a LabelSelector that selects everything.</summary>
    public bool IsEmpty => _requirements.Length == 0;

    /// <summary>The selector in one text: two selectors with the same text select the same pods.</summary>
    public string Key => _key ??= _requirements is [var only] ? only.ToString() : string.Join<SelectorRequirement>(',', _requirements);

    /// <summary>The selector of a Service: equality only.</summary>
    public static Selector From(MapValue<StringValue> map) => new(map.Node, ReadEqualities(map.Node));

    /// <summary>A LabelSelector.</summary>
    public static Selector From(LabelSelector selector)
    {
        var equalities = ReadEqualities(selector.Node["matchLabels"u8]);
        var expressions = selector.MatchExpressions;
        return new Selector(selector.Node, expressions.IsSet ? [.. equalities, .. ReadExpressions(expressions)] : equalities);
    }

    /// <summary>Whether the pods of a source, or an object, are selected.</summary>
    public bool Matches(ILabelled labelled)
    {
        foreach (var requirement in _requirements)
        {
            if (!requirement.Matches(labelled))
                return false;
        }

        return true;
    }

    /// <summary>Whether the pods of a source are selected without doubt: by labels that their template states.</summary>
    public bool SurelyMatches(PodSource pods)
    {
        foreach (var requirement in _requirements)
        {
            if (!requirement.SurelyMatches(pods))
                return false;
        }

        return true;
    }

    private static SelectorRequirement[] ReadEqualities(YamlNode map)
    {
        if (!map.IsMapping)
            return [];

        // Merged entries are not among those that are counted.
        var requirements = new SelectorRequirement[map.Count];
        var count = 0;
        foreach (var entry in map.Children)
        {
            if (count == requirements.Length)
                Array.Resize(ref requirements, count * 2 + 1);
            requirements[count++] = new SelectorRequirement(entry.Key ?? "", LabelOperator.In, [entry.Text], entry);
        }

        if (count < requirements.Length)
            Array.Resize(ref requirements, count);
        return requirements;
    }

    private static List<SelectorRequirement> ReadExpressions(ListValue<LabelSelectorRequirement> expressions)
    {
        var requirements = new List<SelectorRequirement>(expressions.Count);
        foreach (var expression in expressions)
        {
            var values = new List<string>();
            foreach (var value in expression.Values)
                values.Add(value.Text);
            LabelOperator? labelOperator = expression.Operator.Text switch
            {
                "In" => LabelOperator.In,
                "NotIn" => LabelOperator.NotIn,
                "Exists" => LabelOperator.Exists,
                "DoesNotExist" => LabelOperator.DoesNotExist,
                _ => null,
            };
            if (labelOperator is { } known)
                requirements.Add(new SelectorRequirement(expression.Key.Text, known, values, expression.Node));
        }

        return requirements;
    }
}

/// <summary>How a requirement compares.</summary>
public enum LabelOperator
{
    /// <summary>The label has one of the values.</summary>
    In,

    /// <summary>The label has none of the values, or is absent.</summary>
    NotIn,

    /// <summary>The label is there.</summary>
    Exists,

    /// <summary>The label is absent.</summary>
    DoesNotExist,
}

/// <summary>One requirement of a selector.</summary>
/// <param name="Key">The label's key.</param>
/// <param name="Operator">How it compares.</param>
/// <param name="Values">The values; one for an equality.</param>
/// <param name="Node">The entry or expression that states it.</param>
public sealed record SelectorRequirement(string Key, LabelOperator Operator, IReadOnlyList<string> Values, YamlNode Node)
{
    /// <summary>Whether the requirement is <c>key: value</c> with both known.</summary>
    public bool IsKnownEquality => Operator == LabelOperator.In && Values.Count == 1 && !Placeholder.IsUnknown(Values[0]) && !Placeholder.IsUnknown(Key);

    /// <summary>Whether the pods of a source, or an object, meet the requirement; what is unknown counts as met.</summary>
    public bool Matches(ILabelled labelled)
    {
        ArgumentNullException.ThrowIfNull(labelled);
        if (Placeholder.IsUnknown(Key))
            return true;
        switch (Operator)
        {
            case LabelOperator.Exists:
                return labelled.HasLabel(Key, value: null);
            case LabelOperator.DoesNotExist:
                return !labelled.HasLabel(Key, value: null);
            case LabelOperator.NotIn:
                return !labelled.Labels.TryGetValue(Key, out var given) || Placeholder.IsUnknown(given) || !Values.Contains(given, StringComparer.Ordinal);
            default:
                for (var i = 0; i < Values.Count; i++)
                {
                    if (labelled.HasLabel(Key, Values[i]))
                        return true;
                }

                return false;
        }
    }

    /// <summary>Whether the pods of a source meet the requirement without doubt: placeholders and what controllers add prove nothing.</summary>
    public bool SurelyMatches(PodSource pods)
    {
        if (Placeholder.IsUnknown(Key))
            return false;
        var isGiven = pods.Labels.TryGetValue(Key, out var given);
        if (!isGiven || Operator == LabelOperator.DoesNotExist)
            return Operator is LabelOperator.NotIn or LabelOperator.DoesNotExist && !pods.HasLabel(Key, value: null);
        if (Operator == LabelOperator.Exists)
            return true;
        if (Placeholder.IsUnknown(given))
            return false;
        var isListed = false;
        for (var i = 0; i < Values.Count; i++)
        {
            if (Placeholder.IsUnknown(Values[i]))
                return false;
            isListed |= Values[i] == given;
        }

        return isListed == (Operator == LabelOperator.In);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        return Operator switch
        {
            LabelOperator.In when Values.Count == 1 => $"{Key}={Values[0]}",
            LabelOperator.In => $"{Key} in ({string.Join(", ", Values)})",
            LabelOperator.NotIn => $"{Key} not in ({string.Join(", ", Values)})",
            LabelOperator.Exists => Key,
            _ => "!" + Key,
        };
    }
}
