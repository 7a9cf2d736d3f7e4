using System.Globalization;
using System.Text;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Inputs;

/// <summary>Evaluates the expressions of a CloudFormation template as far as the template alone tells, with the defaults of its parameters.</summary>
/// <remarks>AWS CloudFormation template reference, "Intrinsic functions" and "Parameters". A hostile template costs no more than its size: nesting, texts
/// and lists are bounded (beyond the bound a value is unknown), and a condition is evaluated once.</remarks>
internal sealed class CloudFormationEvaluator
{
    private const int DeepestNesting = 32;

    // A tag's value has at most 256 characters, a list of zones or subnets some dozens of items.
    private const int LongestText = 4096;
    private const int LongestList = 256;

    private readonly Dictionary<string, YamlNode> _parameters;
    private readonly Dictionary<string, YamlNode> _conditions;
    private readonly Lazy<Dictionary<(string Mapping, string First, string Second), YamlNode>> _mappings;
    private readonly Dictionary<string, bool?> _evaluatedConditions = new(StringComparer.Ordinal);

    public CloudFormationEvaluator(YamlNode template)
    {
        _parameters = Index(template["Parameters"u8]);
        _conditions = Index(template["Conditions"u8]);
        _mappings = new(() => IndexMappings(template["Mappings"u8]));
        Resources = Index(template["Resources"u8]);
    }

    /// <summary>The resources by logical id.</summary>
    public IReadOnlyDictionary<string, YamlNode> Resources { get; }

    /// <summary>What an expression comes to; a missing node is absent.</summary>
    public TemplateValue Evaluate(YamlNode node) => Evaluate(node, DeepestNesting);

    /// <summary>The text with which a value certainly begins: that of a <c>!Sub</c> before its first unknown part, the first item of a <c>!Join</c>.</summary>
    public string KnownPrefix(YamlNode node)
    {
        switch (FunctionOf(node, out var argument))
        {
            case "Fn::Sub":
                var text = argument.IsSequence ? argument[0].Text : argument.Text;
                return text.IndexOf('$', StringComparison.Ordinal) is >= 0 and var dollar ? text[..dollar] : text;
            case "Fn::Join":
                return Evaluate(argument[1][0]) is { IsText: true } first ? first.Text : "";
            default:
                return "";
        }
    }

    /// <summary>Chooses between the branches of <c>!If</c>: the node that counts, missing where nothing does.</summary>
    /// <param name="node">The node.</param>
    /// <param name="chosen">What counts; the node itself where it is no <c>!If</c>.</param>
    /// <returns>Whether that is known: the condition can be evaluated, and what is chosen is no other function.</returns>
    public bool TryChoose(YamlNode node, out YamlNode chosen)
    {
        chosen = node;
        for (var depth = 0; depth < DeepestNesting; depth++)
        {
            var function = FunctionOf(chosen, out var argument);
            if (function is null)
                return true;
            if (function == "Ref" && argument.TextEquals("AWS::NoValue"u8))
            {
                chosen = default;
                return true;
            }

            if (function != "Fn::If" || EvaluateCondition(argument[0].Text, DeepestNesting) is not { } condition)
                return false;
            chosen = argument[condition ? 1 : 2];
        }

        return false;
    }

    private TemplateValue Evaluate(YamlNode node, int depth)
    {
        if (!node.Exists)
            return TemplateValue.Absent;
        if (depth == 0)
            return TemplateValue.Unknown;
        return FunctionOf(node, out var argument) switch
        {
            null => EvaluateLiteral(node, depth),
            "Ref" => EvaluateRef(argument.Text),
            "Fn::GetAtt" => EvaluateGetAtt(argument),
            "Fn::Sub" => EvaluateSub(argument, depth),
            "Fn::Join" => EvaluateJoin(argument, depth),
            "Fn::Select" => EvaluateSelect(argument, depth),
            "Fn::Split" => EvaluateSplit(argument, depth),
            "Fn::FindInMap" => EvaluateFindInMap(argument, depth),
            "Fn::If" => EvaluateCondition(argument[0].Text, depth - 1) is { } condition
                ? Evaluate(argument[condition ? 1 : 2], depth - 1)
                : TemplateValue.Unknown,
            _ => TemplateValue.Unknown,
        };
    }

    /// <summary>The function that a node calls, in its short form (<c>!Ref X</c>) or its long one (<c>{Ref: X}</c>); null where it is a plain value.</summary>
    private static string? FunctionOf(YamlNode node, out YamlNode argument)
    {
        argument = node;
        if (node.Tag is ['!', not '!', ..] tag)
            return tag is "!Ref" or "!Condition" ? tag[1..] : "Fn::" + tag[1..];
        if (!node.IsMapping || node.Count != 1)
            return null;
        foreach (var entry in node.Children)
        {
            if (entry.Key is { } key && (key is "Ref" or "Condition" || key.StartsWith("Fn::", StringComparison.Ordinal)))
            {
                argument = entry;
                return key;
            }
        }

        return null;
    }

    private TemplateValue EvaluateLiteral(YamlNode node, int depth)
    {
        if (node.IsSequence)
            return EvaluateItems(node, depth);
        if (!node.IsScalar || node.IsNull)
            return TemplateValue.Unknown;

        // CloudFormation turns numbers into text: 1 and 01 are "1".
        var text = node.Value.Kind == ScalarKind.Integer ? node.Value.ToString() : node.Text;
        return text.Length > LongestText || Placeholder.IsUnknown(text) ? TemplateValue.Unknown : TemplateValue.OfText(text);
    }

    private TemplateValue EvaluateItems(YamlNode list, int depth)
    {
        var items = new List<TemplateValue>();
        foreach (var item in list.Children)
        {
            if (items.Count == LongestList)
                return TemplateValue.Unknown;
            items.Add(Evaluate(item, depth - 1));
        }

        return TemplateValue.OfList(items);
    }

    private TemplateValue EvaluateRef(string name)
    {
        if (name == "AWS::NoValue")
            return TemplateValue.Absent;
        if (Resources.ContainsKey(name))
            return TemplateValue.OfReference(name);
        if (!_parameters.TryGetValue(name, out var parameter))
            return TemplateValue.Unknown;

        var type = parameter["Type"u8].Text;
        var value = parameter["Default"u8];
        // The default of such a parameter is the name under which the value is stored.
        var isStored = type.StartsWith("AWS::SSM::", StringComparison.Ordinal);
        if (isStored || !value.IsScalar || value.IsNull || value.Text.Length == 0 || EvaluateLiteral(value, depth: 1) is not { IsText: true } text)
            return TemplateValue.OfReference(name);
        return type == "CommaDelimitedList" || type.StartsWith("List<", StringComparison.Ordinal) ? Split(text.Text, ",") : text;
    }

    /// <summary>An attribute that holds the resource's own id is the resource; all others are made up when the stack is.</summary>
    private TemplateValue EvaluateGetAtt(YamlNode argument)
    {
        var path = argument.IsSequence ? argument[0].Text + "." + argument[1].Text : argument.Text;
        return EvaluateAttribute(path);
    }

    private TemplateValue EvaluateAttribute(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && path.AsSpan(dot + 1) is "SubnetId" or "VpcId" or "InternetGatewayId" or "RouteTableId"
            && Resources.TryGetValue(path[..dot], out var resource)
            && IsOwnId(resource["Type"u8].Text, path.AsSpan(dot + 1))
            ? TemplateValue.OfReference(path[..dot])
            : TemplateValue.Unknown;
    }

    private static bool IsOwnId(ReadOnlySpan<char> type, ReadOnlySpan<char> attribute) =>
        type.StartsWith("AWS::EC2::") && attribute.EndsWith("Id") && attribute[..^"Id".Length].Equals(type["AWS::EC2::".Length..], StringComparison.OrdinalIgnoreCase);

    private TemplateValue EvaluateSub(YamlNode argument, int depth)
    {
        var text = argument.IsSequence ? argument[0].Text : argument.Text;
        var variables = argument.IsSequence ? argument[1] : default;
        if (text.Length > LongestText || variables.Count > LongestList)
            return TemplateValue.Unknown;
        var result = new StringBuilder();
        for (var rest = text.AsSpan(); ;)
        {
            var open = rest.IndexOf("${");
            var close = open < 0 ? -1 : rest[open..].IndexOf('}');
            if (close < 0)
                return Finish(result.Append(rest));
            result.Append(rest[..open]);
            var name = rest.Slice(open + 2, close - 2).Trim();
            rest = rest[(open + close + 1)..];
            if (name is ['!', .. var literal])
            {
                result.Append("${").Append(literal).Append('}');
                continue;
            }

            var value = EvaluateVariable(name.ToString(), variables, depth);
            // "${PublicSubnet}" alone is the resource.
            if (value.IsReference && result.Length == 0 && rest.IsEmpty)
                return value;
            if (!value.IsText || result.Length + value.Text.Length > LongestText)
                return TemplateValue.Unknown;
            result.Append(value.Text);
        }
    }

    private static TemplateValue Finish(StringBuilder text) =>
        text.Length > LongestText ? TemplateValue.Unknown : TemplateValue.OfText(text.ToString());

    private TemplateValue EvaluateVariable(string name, YamlNode variables, int depth)
    {
        if (variables[name] is { Exists: true } variable)
            return Evaluate(variable, depth - 1);
        return name.Contains('.', StringComparison.Ordinal) ? EvaluateAttribute(name) : EvaluateRef(name);
    }

    private TemplateValue EvaluateJoin(YamlNode argument, int depth)
    {
        if (Evaluate(argument[1], depth - 1) is not { Kind: TemplateValueKind.List, Items: { } items } || !argument[0].IsScalar)
            return TemplateValue.Unknown;
        var separator = argument[0].Text;
        var result = new StringBuilder();
        var isFirst = true;
        foreach (var item in items)
        {
            if (item.Kind == TemplateValueKind.Absent)
                continue;
            if (!item.IsText || result.Length > LongestText)
                return TemplateValue.Unknown;
            result.Append(isFirst ? "" : separator).Append(item.Text);
            isFirst = false;
        }

        return Finish(result);
    }

    private TemplateValue EvaluateSelect(YamlNode argument, int depth)
    {
        var list = Evaluate(argument[1], depth - 1);
        return list.Items is { } items
            && Evaluate(argument[0], depth - 1) is { IsText: true } index
            && int.TryParse(index.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number < items.Count
            ? items[number]
            : TemplateValue.Unknown;
    }

    private TemplateValue EvaluateSplit(YamlNode argument, int depth) =>
        argument[0] is { IsScalar: true, Text.Length: > 0 } separator && Evaluate(argument[1], depth - 1) is { IsText: true } text
            ? Split(text.Text, separator.Text)
            : TemplateValue.Unknown;

    private static TemplateValue Split(string text, string separator)
    {
        var parts = text.Split(separator, LongestList + 1);
        return parts.Length > LongestList ? TemplateValue.Unknown : TemplateValue.OfList([.. parts.Select(static part => TemplateValue.OfText(part.Trim()))]);
    }

    private TemplateValue EvaluateFindInMap(YamlNode argument, int depth)
    {
        var mapping = Evaluate(argument[0], depth - 1);
        var first = Evaluate(argument[1], depth - 1);
        var second = Evaluate(argument[2], depth - 1);
        if (!mapping.IsText || !first.IsText || !second.IsText)
            return TemplateValue.Unknown;
        // What a mapping holds is a text or a list of texts, so that no more nesting is looked into.
        return _mappings.Value.TryGetValue((mapping.Text, first.Text, second.Text), out var node) ? Evaluate(node, depth: 2) : TemplateValue.Unknown;
    }

    private bool? EvaluateCondition(string name, int depth)
    {
        if (_evaluatedConditions.TryGetValue(name, out var known))
            return known;
        if (depth <= 0 || !_conditions.TryGetValue(name, out var condition))
            return null;
        // While it is evaluated it is unknown, so that one that refers to itself ends.
        _evaluatedConditions[name] = null;
        return _evaluatedConditions[name] = EvaluateConditionNode(condition, depth - 1);
    }

    private bool? EvaluateConditionNode(YamlNode node, int depth)
    {
        if (depth <= 0)
            return null;
        switch (FunctionOf(node, out var argument))
        {
            case "Condition":
                return EvaluateCondition(argument.Text, depth - 1);
            case "Fn::Not":
                return !EvaluateConditionNode(argument[0], depth - 1);
            case "Fn::And":
                return EvaluateAll(argument, decisive: false, depth);
            case "Fn::Or":
                return EvaluateAll(argument, decisive: true, depth);
            case "Fn::Equals":
                var left = Evaluate(argument[0], depth - 1);
                var right = Evaluate(argument[1], depth - 1);
                return left.IsText && right.IsText ? left.Text == right.Text : null;
            default:
                return null;
        }
    }

    /// <summary>And and Or: one decisive part decides, else one unknown part makes the whole unknown.</summary>
    private bool? EvaluateAll(YamlNode conditions, bool decisive, int depth)
    {
        bool? result = !decisive;
        foreach (var condition in conditions.Children)
        {
            var value = EvaluateConditionNode(condition, depth - 1);
            if (value == decisive)
                return decisive;
            result = value is null ? null : result;
        }

        return result;
    }

    private static Dictionary<string, YamlNode> Index(YamlNode section)
    {
        var index = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var entry in section.IsMapping ? section.Children : default)
            index.TryAdd(entry.Key ?? "", entry);
        return index;
    }

    private static Dictionary<(string Mapping, string First, string Second), YamlNode> IndexMappings(YamlNode section)
    {
        var index = new Dictionary<(string Mapping, string First, string Second), YamlNode>();
        foreach (var (mapping, firsts) in Index(section))
        {
            foreach (var (first, seconds) in Index(firsts))
            {
                foreach (var (second, value) in Index(seconds))
                    index.TryAdd((mapping, first, second), value);
            }
        }

        return index;
    }
}
