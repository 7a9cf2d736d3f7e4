using System.Runtime.CompilerServices;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Schemas;

/// <summary>Holds a node against a type of the tables and tells every misfit.</summary>
/// <remarks>As the API server reads: null is absent for built-in types, <c>2.0</c> is the integer 2, an empty text is no value of an enum but the
/// absence of one. Placeholders (<c>${VERSION}</c>) fit everywhere.</remarks>
public sealed class SchemaValidator
{
    private const int FewItems = 16;

    private readonly Action<Misfit> _report;

    // That of the object that is being checked.
    private YamlDocument _document = null!;

    /// <summary>Makes a validator.</summary>
    /// <param name="report">Receives the misfits in document order.</param>
    public SchemaValidator(Action<Misfit> report)
    {
        ArgumentNullException.ThrowIfNull(report);
        _report = report;
    }

    /// <summary>Checks a whole object: its kind's type, with <c>apiVersion</c> and <c>kind</c> allowed beside.</summary>
    public void ValidateObject(YamlNode root, SchemaType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!root.IsMapping)
            return;
        _document = root.Document;
        CheckMapping(root.Index, type, outer: null, isObject: true, inStatus: false);
    }

    /// <summary>Checks one entry of a mapping: a part of an object whose kind the tables do not know.</summary>
    public void ValidateField(YamlNode entry, SchemaField field, SchemaType owner)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(owner);
        if (!entry.Exists)
            return;
        _document = entry.Document;
        Check(entry.Index, field.Type, field, owner, inStatus: false);
    }

    private YamlNode NodeAt(int index) => new(_document, index);

    private void CheckMapping(int mapping, SchemaType type, SchemaType? outer, bool isObject, bool inStatus)
    {
        // The fields that are asked for below: those met so far, and those of them that certainly have a value.
        var (met, set) = (0ul, 0ul);
        var entries = new ChildWalk(_document, _document.Resolve(mapping));
        while (entries.MoveNext())
        {
            var entry = entries.Current;
            if (type.Find(_document, entry) is not { } field)
            {
                CheckUnknown(NodeAt(entry), type, outer, isObject);
                continue;
            }

            // The first of two with one key counts.
            if (field.Mark != 0 && (met & field.Mark) == 0)
            {
                met |= field.Mark;
                if (FirstSight.IsSet(_document, _document.Resolve(entry)))
                    set |= field.Mark;
            }

            if (field.Since is not null || field.Removed is not null)
                ReportVersions(NodeAt(entry), type, field);
            Check(entry, field.Type, field, type, inStatus || (isObject && field.Name == "status"));
        }

        if (!inStatus && (met != set || !type.Presence.IsSatisfiedBy(set)))
            CheckPresence(NodeAt(mapping), type);
    }

    // A misfit is large, and a method that might make one clears room for it at each call: those are kept out of the ones that see every node.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReportVersions(YamlNode entry, SchemaType type, SchemaField field)
    {
        if (!entry.IsNull)
            _report(new Misfit(MisfitKind.NotInEveryVersion, entry, type, field, field.Type) { Since = field.Since, Removed = field.Removed });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CheckUnknown(YamlNode entry, SchemaType type, SchemaType? outer, bool isObject)
    {
        if (!type.AllowsOtherFields && !IsTypeMeta(entry, type, isObject) && !Placeholder.IsUnknown(entry.Key ?? ""))
            _report(new Misfit(MisfitKind.UnknownField, entry, type, null, null) { OuterType = outer });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CheckPresence(YamlNode mapping, SchemaType type)
    {
        foreach (var group in type.FieldGroups.AsSpan())
            CheckGroup(mapping, type, group);
        foreach (var field in type.NeededFields)
        {
            if (IsAbsent(mapping[field.NameBytes], field, type))
                _report(new Misfit(MisfitKind.MissingField, mapping, type, field, field.Type));
        }
    }

    private void CheckGroup(YamlNode mapping, SchemaType type, FieldGroup group)
    {
        var first = default(YamlNode);
        foreach (var name in group.Fields)
        {
            var node = mapping[name];
            if (node.IsNull)
                continue;
            if (first.Exists)
                _report(new Misfit(MisfitKind.ExclusiveFields, node, type, null, null) { Group = group, Other = first });
            else
                first = node;
        }

        if (!first.Exists && group.IsRequired)
            _report(new Misfit(MisfitKind.ExclusiveFields, mapping, type, null, null) { Group = group });
    }

    /// <summary>Whether the first key alone tells the items of a list apart; for few items, which most lists have.</summary>
    private bool HasDistinctFirstKeys(int list, SchemaField field)
    {
        Span<int> seen = stackalloc int[FewItems];
        var count = 0;
        var items = new ChildWalk(_document, list);
        while (items.MoveNext())
        {
            var key = NodeAt(items.Current)[field.Keys![0]];
            if (count == FewItems || !key.TryGetUtf8(out var text) || text.IsEmpty || key.IsNull)
                return false;
            foreach (var other in seen[..count])
            {
                if (_document.TextEquals(other, text))
                    return false;
            }

            seen[count++] = key.Anchor.Index;
        }

        return true;
    }

    private void CheckKeys(YamlNode list, FieldType type, SchemaField field, SchemaType owner)
    {
        var seen = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var item in list.Children)
        {
            if (KeyOf(item, type, field) is not { } key)
                continue;
            if (!seen.TryAdd(key, item))
                _report(new Misfit(MisfitKind.DuplicateListKey, item, owner, field, type) { Other = seen[key] });
        }
    }

    /// <summary>The key of an item in one text, defaults filled in; null where a part of it is absent or unknown.</summary>
    private static string? KeyOf(YamlNode item, FieldType type, SchemaField field)
    {
        var key = new System.Text.StringBuilder();
        foreach (var name in field.Keys!)
        {
            var part = item[name];
            var text = part.IsNull ? type.Element?.Target?.Find(System.Text.Encoding.UTF8.GetBytes(name))?.Default : part.Text;
            if (string.IsNullOrEmpty(text) || Placeholder.IsUnknown(text))
                return null;
            key.Append(text).Append('\0');
        }

        return key.ToString();
    }

    /// <summary>The tables leave apiVersion and kind out of kinds; a kind inside another (a claim template) may state them too.</summary>
    private static bool IsTypeMeta(YamlNode entry, SchemaType type, bool isObject) =>
        (entry.KeyEquals("apiVersion"u8) || entry.KeyEquals("kind"u8)) && (isObject || SchemaTable.Default.FindKind(type.Group, type.Name) is not null);

    private static bool IsAbsent(YamlNode value, SchemaField field, SchemaType type) =>
        value.IsNull || (field.Requirement == FieldRequirement.RequiredByServer && type.IsBuiltIn && value.IsScalar && value.Text.Length == 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Check(int node, FieldType type, SchemaField field, SchemaType owner, bool inStatus)
    {
        var content = _document.Resolve(node);
        if (_document[content].Kind != NodeKind.Scalar)
            CheckCollection(node, content, type, field, owner, inStatus);
        else if (!FirstSight.Fits(_document, content, type, field))
            CheckScalar(NodeAt(node), type, field, owner);
    }

    private void CheckCollection(int node, int content, FieldType type, SchemaField field, SchemaType owner, bool inStatus)
    {
        switch (type.Kind)
        {
            case FieldKind.Any:
                return;
            case FieldKind.List when _document[content].Kind == NodeKind.Sequence:
                CheckList(node, content, type, field, owner, inStatus);
                return;
            case FieldKind.Map when _document[content].Kind == NodeKind.Mapping:
                CheckMap(content, type.Element!, field, owner, inStatus);
                return;
            case FieldKind.Object or FieldKind.Type when _document[content].Kind == NodeKind.Mapping:
                if (type.Target is { } target)
                    CheckMapping(node, target, owner, isObject: false, inStatus);
                return;
            default:
                Report(MisfitKind.WrongType, NodeAt(node), type, field, owner);
                return;
        }
    }

    private void CheckMap(int map, FieldType element, SchemaField field, SchemaType owner, bool inStatus)
    {
        var entries = new ChildWalk(_document, map);
        while (entries.MoveNext())
            Check(entries.Current, element, field, owner, inStatus);
    }

    private void CheckList(int node, int list, FieldType type, SchemaField field, SchemaType owner, bool inStatus)
    {
        if (field.Items is { } allowed && NodeAt(node).Count is var count && !allowed.Contains(count))
            ReportFormat(NodeAt(node), type, field, owner, $"{count} items where {allowed} are allowed");

        // Kubernetes' own types take a null item for an empty one (a NetworkPolicy rule that admits everything); eksctl and custom
        // resources refuse it.
        var element = type.Element!;
        var refusesNull = element.Kind == FieldKind.Type && !owner.IsBuiltIn && !inStatus;
        var items = new ChildWalk(_document, list);
        var number = 0;
        for (; items.MoveNext(); number++)
        {
            if (refusesNull && NodeAt(items.Current).IsNull)
                Report(MisfitKind.WrongType, NodeAt(items.Current), element, field, owner);
            else
                Check(items.Current, element, field, owner, inStatus);
        }

        if (number > 1 && field.Keys is not null && field.KeepsKeysUnique && !inStatus && !HasDistinctFirstKeys(list, field))
            CheckKeys(NodeAt(node), type, field, owner);
    }

    private void CheckScalar(YamlNode node, FieldType type, SchemaField field, SchemaType owner)
    {
        if (node.IsNull || Placeholder.IsUnknown(node))
            return;
        var value = node.Value;
        switch (type.Kind)
        {
            case FieldKind.List or FieldKind.Map or FieldKind.Object or FieldKind.Type:
                Report(MisfitKind.WrongType, node, type, field, owner);
                return;
            case FieldKind.String or FieldKind.Time or FieldKind.Bytes:
                if (value.Kind != ScalarKind.String)
                    Report(MisfitKind.UnquotedString, node, type, field, owner);
                else if (type.Kind != FieldKind.String || field.RestrictsText)
                    CheckText(node, type, field, owner);
                return;
            case FieldKind.Int32 or FieldKind.Int64 or FieldKind.Number:
                if (IsNumber(value, type.Kind))
                    CheckNumber(node, value.Float, type, field, owner);
                else
                    Report(MisfitKind.WrongType, node, type, field, owner);
                return;
            case FieldKind.Boolean:
                if (value.Kind != ScalarKind.Boolean)
                    Report(MisfitKind.WrongType, node, type, field, owner);
                return;
            case FieldKind.Quantity:
                if (value.Kind == ScalarKind.Boolean)
                    Report(MisfitKind.WrongType, node, type, field, owner);
                else if (Quantity.Problem(node.Text) is { } problem)
                    ReportFormat(node, type, field, owner, "it is no quantity such as 500m, 2, 1.5 or 512Mi: " + problem);
                return;
            case FieldKind.IntOrString:
                if (value.Kind == ScalarKind.Boolean || (value.Kind == ScalarKind.Float && !IsNumber(value, FieldKind.Int32)))
                    Report(MisfitKind.WrongType, node, type, field, owner);
                else if (value.Kind != ScalarKind.String)
                    CheckNumber(node, value.Float, type, field, owner);
                return;
        }
    }

    /// <summary>JSON knows one kind of number: a float without fraction is an integer.</summary>
    private static bool IsNumber(ScalarValue value, FieldKind kind) => value.Kind switch
    {
        ScalarKind.Integer => true,
        ScalarKind.Float => kind == FieldKind.Number || (double.IsInteger(value.Float) && Math.Abs(value.Float) <= int.MaxValue),
        _ => false,
    };

    private void CheckNumber(YamlNode node, double number, FieldType type, SchemaField field, SchemaType owner)
    {
        if (field.Enum is { } values && !values.Contains(node.Text))
            Report(MisfitKind.BadEnumValue, node, type, field, owner);
        else if (field.Range is { } range && !range.Contains(number))
            ReportFormat(node, type, field, owner, $"it is outside its range: {range}");
        else if (type.Kind == FieldKind.Int32 && field.Range?.High is null && number is < int.MinValue or > int.MaxValue)
            ReportFormat(node, type, field, owner, "it does not fit into 32 bits");
    }

    private void CheckText(YamlNode node, FieldType type, SchemaField field, SchemaType owner)
    {
        var text = node.Text;
        if (field.Enum is { } values && !(text.Length == 0 && owner.IsBuiltIn) && !values.Contains(text))
        {
            Report(MisfitKind.BadEnumValue, node, type, field, owner);
            return;
        }

        if (field.Enum?.SinceOf(text) is { } since)
            _report(new Misfit(MisfitKind.NotInEveryVersion, node, owner, field, type) { Since = since });

        if (field.Format is { } format && !(text.Length == 0 && owner.IsBuiltIn) && ValueFormats.FindProblem(format, text, out var correction) is { } formProblem)
            _report(new Misfit(MisfitKind.BadFormat, node, owner, field, type) { Problem = formProblem, Correction = correction });
        else if (field.Length is { } length && !length.Contains(text.Length))
            ReportFormat(node, type, field, owner, $"it has {text.Length} characters where {length} are allowed");
        else if (type.Kind == FieldKind.Time && Rfc3339.Problem(text) is { } timeProblem)
            ReportFormat(node, type, field, owner, "it is no RFC 3339 time such as 2026-01-31T08:00:00Z: " + timeProblem);
        else if (type.Kind == FieldKind.Bytes && Base64Format.Problem(text) is { } problem)
            ReportFormat(node, type, field, owner, "it is no base64: " + problem);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Report(MisfitKind kind, YamlNode node, FieldType type, SchemaField field, SchemaType owner) =>
        _report(new Misfit(kind, node, owner, field, type));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReportFormat(YamlNode node, FieldType type, SchemaField field, SchemaType owner, string problem) =>
        _report(new Misfit(MisfitKind.BadFormat, node, owner, field, type) { Problem = problem });
}
