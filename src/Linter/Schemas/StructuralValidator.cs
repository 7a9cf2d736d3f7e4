using System.Globalization;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Schemas;

/// <summary>Holds a custom resource against the schema of its CustomResourceDefinition and tells every misfit.</summary>
/// <remarks>
/// As the API server checks: what strict decoding calls an unknown field (apiextensions-apiserver, pkg/apiserver/schema/pruning), null for a field that
/// is not nullable counts as absent and a default fills what is absent (schema/defaulting), then the values (kube-openapi, pkg/validation/validate) and
/// the keys of lists (schema/listtype). Expressions (<c>x-kubernetes-validations</c>) are not evaluated. Placeholders fit everywhere, and nothing is
/// concluded from what they hide.
/// </remarks>
public sealed class StructuralValidator
{
    // A schema that is deeper, or an object that takes more steps for each of its nodes, is no one's but an attacker's: nothing is said of it.
    private const int Deepest = 200;
    private const int StepsAtLeast = 2_000;
    private const int StepsForNode = 200;
    private const int CharactersForStep = 100;

    private static readonly SchemaField Metadata = new("metadata", FieldRequirement.Optional, new FieldType(SchemaTable.Default, "meta", "ObjectMeta"));
    private static readonly FieldType Text = new(FieldKind.String);

    private readonly YamlNode _root;
    private readonly bool _ignoresStatus;
    private long _stepsLeft;
    private bool _gaveUp;

    // What is being tried may not fit and yet be no mistake: findings are gathered apart while an alternative is tried.
    private List<Misfit> _found = [];
    private bool _hasUnknown;

    private StructuralValidator(YamlNode root, bool ignoresStatus)
    {
        _root = root;
        _ignoresStatus = ignoresStatus;
        _stepsLeft = StepsAtLeast + StepsForNode * (long)(root.Record.Next - root.Index);
    }

    private enum Fit
    {
        No,
        Unknown,
        Yes,
    }

    /// <summary>The misfits of an object.</summary>
    /// <param name="root">The object.</param>
    /// <param name="schema">The schema of its kind.</param>
    /// <param name="hasStatusSubresource">Whether <c>status</c> is written by other ways than manifests, which are refused nothing there.</param>
    public static IReadOnlyList<Misfit> Validate(YamlNode root, StructuralSchema schema, bool hasStatusSubresource)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (!root.IsMapping)
            return [];
        var validator = new StructuralValidator(root, hasStatusSubresource);
        validator.Check(root, new Place(schema, schema, null), 0);
        return validator._gaveUp ? [] : validator._found;
    }

    private void Check(YamlNode node, in Place place, int depth)
    {
        if (IsPlaceholder(node) || !Proceed(depth))
            return;
        var schema = place.Schema;
        if (node.IsNull)
        {
            // Only what is nullable gets here, and items of lists, which no server drops.
            if (place.IsStructural && schema.Types != JsonTypes.None && !schema.IsNullable)
                Report(MisfitKind.WrongType, node, place);
            else
                CheckEnum(node, place);
            return;
        }

        if (!HasType(node, place) || !CheckEnum(node, place))
            return;
        if (node.IsMapping)
            CheckMapping(node, place, depth);
        else if (node.IsSequence)
            CheckList(node, place, depth);
        else
            CheckScalar(node, place);
        CheckAlternatives(node, place, depth);
    }

    private bool Proceed(int depth)
    {
        _gaveUp |= --_stepsLeft < 0 || depth > Deepest;
        return !_gaveUp;
    }

    private bool IsPlaceholder(YamlNode node)
    {
        var isPlaceholder = Placeholder.IsUnknown(node);
        _hasUnknown |= isPlaceholder;
        return isPlaceholder;
    }

    private bool HasType(YamlNode node, in Place place)
    {
        var types = place.Schema.Types;
        var value = node.Value;
        var isRight = types == JsonTypes.None || node.Kind switch
        {
            NodeKind.Mapping => types.HasFlag(JsonTypes.Object),
            NodeKind.Sequence => types.HasFlag(JsonTypes.Array),
            _ => value.Kind switch
            {
                ScalarKind.Boolean => types.HasFlag(JsonTypes.Boolean),
                ScalarKind.Integer => types.HasFlag(JsonTypes.Integer) || types.HasFlag(JsonTypes.Number),
                ScalarKind.Float => types.HasFlag(JsonTypes.Number) || (types.HasFlag(JsonTypes.Integer) && IsJsonInteger(value.Float)),
                _ => types.HasFlag(JsonTypes.String),
            },
        };
        if (!isRight)
            Report(types == JsonTypes.String && node.IsScalar ? MisfitKind.UnquotedString : MisfitKind.WrongType, node, place);
        return isRight;
    }

    /// <summary>A float without fraction that JSON can hold exactly: go-openapi/swag, convert.go, IsFloat64AJSONInteger.</summary>
    private static bool IsJsonInteger(double number) => double.IsInteger(number) && Math.Abs(number) < 1L << 53;

    private bool CheckEnum(YamlNode node, in Place place)
    {
        if (place.Schema.Enum is not { } values)
            return true;
        if (CanonicalText.Of(node) is not { } text)
        {
            _hasUnknown = true;
            return true;
        }

        if (values.Contains(text))
            return true;
        if (values.AreTexts && node.Value.Kind == ScalarKind.String)
            Report(MisfitKind.BadEnumValue, node, place);
        else
            ReportFormat(node, place, $"allowed {(values.Shown.Count == 1 ? "is" : "are")} {Join(values.Shown, " and ")}");
        return false;
    }

    private void CheckMapping(YamlNode node, in Place place, int depth)
    {
        var schema = place.Schema;
        var isObject = node == _root || schema.IsEmbeddedObject;
        var count = 0;
        foreach (var entry in node.Children)
        {
            if (!Proceed(depth))
                return;
            var key = entry.Key ?? "";
            count++;
            if (isObject && place.IsStructural && IsOfEveryObject(entry))
            {
                if (entry.KeyEquals("metadata"u8))
                    CheckMetadata(entry, schema, depth);
                continue;
            }

            if (_ignoresStatus && node == _root && entry.KeyEquals("status"u8))
                continue;
            if (schema.Find(key) is { } inner)
            {
                var below = place.Below(inner, key);
                if (entry.IsNull && !below.IsNullable)
                    count--;
                else
                    Check(entry, below, depth + 1);
            }
            else if (Placeholder.IsUnknown(key))
            {
                _hasUnknown = true;
            }
            else if (place.IsStructural && !schema.AllowsOtherFields)
            {
                _found.Add(new Misfit(MisfitKind.UnknownField, entry, schema.Type, null, null) { OuterType = place.Outer?.Type });
            }
        }

        if (isObject && place.IsStructural && node != _root)
            CheckTypeMeta(node, place);
        CheckRequired(node, place);
        CheckCount(node, place, count, schema.PropertyCount, "fields");
    }

    private static bool IsOfEveryObject(YamlNode entry) => entry.KeyEquals("apiVersion"u8) || entry.KeyEquals("kind"u8) || entry.KeyEquals("metadata"u8);

    /// <summary>Metadata is the same for all objects; a definition may say more of the name.</summary>
    private void CheckMetadata(YamlNode entry, StructuralSchema schema, int depth)
    {
        new SchemaValidator(_found.Add).ValidateField(entry, Metadata, schema.Type);
        if (entry.IsMapping && schema.Find("metadata") is { } stated)
            Check(entry, new Place(stated, null, schema), depth + 1);
    }

    /// <summary>apiextensions-apiserver, pkg/apiserver/schema/objectmeta/validation.go: an object inside another must say what it is.</summary>
    private void CheckTypeMeta(YamlNode node, in Place place)
    {
        foreach (var name in (ReadOnlySpan<string>)["apiVersion", "kind"])
        {
            if (node[name].IsNull || (node[name].IsScalar && node[name].Text.Length == 0))
                _found.Add(new Misfit(MisfitKind.MissingField, node, place.Schema.Type, new SchemaField(name, FieldRequirement.Required, Text), Text));
        }
    }

    private void CheckRequired(YamlNode node, in Place place)
    {
        foreach (var name in place.Schema.Required)
        {
            if (IsSet(node, name, place) || (node == _root && name is "apiVersion" or "kind" or "metadata" or "status"))
                continue;

            // What a key with a placeholder becomes is not known.
            if (HasUnknownKey(node))
            {
                _hasUnknown = true;
                return;
            }

            var type = (place.Structural?.Find(name) ?? place.Schema.Find(name))?.FieldType ?? Text;
            _found.Add(new Misfit(MisfitKind.MissingField, node, place.Schema.Type, new SchemaField(name, FieldRequirement.Required, type), type));
        }
    }

    private static bool HasUnknownKey(YamlNode node)
    {
        foreach (var entry in node.Children)
        {
            if (Placeholder.IsUnknown(entry.Key ?? ""))
                return true;
        }

        return false;
    }

    /// <summary>Whether a field has a value when the server has dropped what is null and filled in what has a default.</summary>
    private static bool IsSet(YamlNode node, string name, in Place place)
    {
        var schema = place.Structural?.Find(name);
        var given = node[name];
        return schema?.HasDefault == true || (given.IsNull ? given.Exists && schema?.IsNullable == true : given.Exists);
    }

    private void CheckList(YamlNode node, in Place place, int depth)
    {
        var schema = place.Schema;
        CheckCount(node, place, node.Count, schema.ItemCount, "items");
        if (schema.IsSet)
            CheckSet(node, place);
        if (schema.MapKeys.Count > 0)
            CheckKeys(node, place);
        if (schema.Items is not { } items)
            return;
        var below = new Place(items, place.Structural?.Items, place.Outer);
        foreach (var item in node.Children)
            Check(item, below, depth + 1);
    }

    private void CheckCount(YamlNode node, in Place place, int count, NumberRange allowed, string noun)
    {
        // What has a default may be added to what is there.
        if (!allowed.Contains(count) && !(count < allowed.Low && node.IsMapping && place.HasDefaults()))
            ReportFormat(node, place, $"{count} {noun} where {allowed} are allowed");
    }

    private void CheckSet(YamlNode node, in Place place)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in node.Children)
        {
            if (CanonicalText.Of(item) is { } text && !seen.Add(text))
                ReportFormat(item, place, "the list holds it already");
        }
    }

    private void CheckKeys(YamlNode node, in Place place)
    {
        var keys = place.Schema.MapKeys;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in node.Children)
        {
            if (!item.IsMapping || !Proceed(0))
                continue;
            var text = "";
            foreach (var key in keys)
            {
                var given = item[key];
                var own = CanonicalText.Of(given.IsNull && place.Schema.Items?.Find(key) is { HasDefault: true } filled ? filled.Default : given);
                text = own is null || text is null ? null : text + own + "\n";
            }

            if (text is not null && !seen.Add(text))
                ReportFormat(item[keys[0]] is { IsNull: false } first ? first : item, place, $"another item has the same {Join(keys, " and ")}");
        }
    }

    private void CheckScalar(YamlNode node, in Place place)
    {
        var value = node.Value;
        var problem = value.Kind switch
        {
            ScalarKind.Integer or ScalarKind.Float => NumberProblem(value, place.Schema),
            ScalarKind.String => TextProblem(node.Text, place.Schema),
            _ => null,
        };
        if (problem is not null)
            ReportFormat(node, place, problem);
    }

    private static string? NumberProblem(ScalarValue value, StructuralSchema schema)
    {
        var number = value.Float;
        if (!schema.Range.Contains(number))
            return $"it is outside its range: {schema.Range}";
        if (schema.IsMinimumExclusive && number <= schema.Range.Low)
            return string.Create(CultureInfo.InvariantCulture, $"it must be above {schema.Range.Low}");
        if (schema.IsMaximumExclusive && number >= schema.Range.High)
            return string.Create(CultureInfo.InvariantCulture, $"it must be below {schema.Range.High}");
        if (schema.MultipleOf is { } factor && !IsMultiple(number, factor))
            return string.Create(CultureInfo.InvariantCulture, $"it must be a multiple of {factor}");
        return schema.Format == "int32" && schema.Types == JsonTypes.Integer && number is < int.MinValue or > int.MaxValue
            ? "it does not fit into 32 bits"
            : null;
    }

    /// <summary>go-openapi/validate, values.go, MultipleOf, with the tolerance of go-openapi/swag, convert.go, IsFloat64AJSONInteger.</summary>
    private static bool IsMultiple(double number, double factor)
    {
        const double epsilon = 1e-9;
        if (factor <= 0)
            return true;
        var quotient = factor < 1 ? 1 / factor * number : number / factor;
        var distance = Math.Abs(quotient - Math.Round(quotient));
        return distance == 0 || distance < epsilon * Math.Abs(quotient) || distance < epsilon;
    }

    private string? TextProblem(string text, StructuralSchema schema)
    {
        if (schema.Length != default && CountCodePoints(text) is var length && !schema.Length.Contains(length))
            return $"it has {length} characters where {schema.Length} are allowed";
        if (schema.PatternText.Length > 0)
        {
            _stepsLeft -= (schema.Pattern?.Size ?? 0) * (long)text.Length / CharactersForStep;
            var matches = _stepsLeft < 0 ? null : schema.Pattern?.IsMatch(text);
            _hasUnknown |= matches is null;
            if (matches == false)
                return $"it does not match {schema.PatternText}";
        }

        return StructuralFormat.Problem(schema.Format, text);
    }

    private static int CountCodePoints(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
            count -= char.IsSurrogatePair(text[i - 1], text[i]) ? 1 : 0;
        return count;
    }

    private void CheckAlternatives(YamlNode node, in Place place, int depth)
    {
        var schema = place.Schema;
        foreach (var part in schema.AllOf)
            Check(node, place.Inside(part.Value), depth + 1);
        if (schema.AnyOf.Count > 0)
            CheckChoice(node, place, schema.AnyOf, isExclusive: false, depth);
        if (schema.OneOf.Count > 0)
            CheckChoice(node, place, schema.OneOf, isExclusive: true, depth);
        if (schema.Not is { } excluded && Try(node, place.Inside(excluded.Value), depth, out _) == Fit.Yes)
            ReportFormat(node, place, RequiredOnly(excluded.Value) is { } names ? $"{Join(names, " and ")} {(names.Count == 1 ? "must not be set" : "exclude each other")}" : "the schema excludes it");
    }

    private void CheckChoice(YamlNode node, in Place place, IReadOnlyList<Lazy<StructuralSchema>> choices, bool isExclusive, int depth)
    {
        var fitting = 0;
        var unknown = 0;
        var ofRightType = new List<List<Misfit>>();
        foreach (var choice in choices)
        {
            switch (Try(node, place.Inside(choice.Value), depth, out var misfits))
            {
                case Fit.Yes:
                    fitting++;
                    break;
                case Fit.Unknown:
                    unknown++;
                    break;
                default:
                    if (!misfits.Exists(misfit => misfit.Node == node && misfit.Kind is MisfitKind.WrongType or MisfitKind.UnquotedString))
                        ofRightType.Add(misfits);
                    break;
            }
        }

        if (_gaveUp || fitting == 1 || (fitting > 0 && !isExclusive) || (fitting == 0 && unknown > 0))
            return;
        var names = FieldsToChooseFrom(choices);
        if (fitting > 1)
            ReportFormat(node, place, names is null ? $"it fits {fitting} alternatives of which only one may apply" : $"not more than one of {Join(names, " and ")} may be set");
        else if (names is not null)
            ReportFormat(node, place, $"{Join(names, " or ")} must be set");
        else if (ofRightType is [var only])
            _found.AddRange(only);
        else
            ReportFormat(node, place, $"it fits none of the {choices.Count} alternatives that are allowed");
    }

    private Fit Try(YamlNode node, in Place place, int depth, out List<Misfit> misfits)
    {
        var (found, hadUnknown) = (_found, _hasUnknown);
        (_found, _hasUnknown) = ([], false);
        Check(node, place, depth + 1);
        misfits = _found;
        var fit = _gaveUp ? Fit.Unknown : misfits.Count > 0 ? Fit.No : _hasUnknown ? Fit.Unknown : Fit.Yes;
        (_found, _hasUnknown) = (found, hadUnknown || fit == Fit.Unknown);
        return fit;
    }

    /// <summary>The fields of which the alternatives ask for one each and for nothing else; null where they ask for something else.</summary>
    private static List<string>? FieldsToChooseFrom(IReadOnlyList<Lazy<StructuralSchema>> choices)
    {
        var names = new List<string>();
        foreach (var choice in choices)
        {
            if (RequiredOnly(choice.Value) is not [var name])
                return null;
            names.Add(name);
        }

        return names;
    }

    private static IReadOnlyList<string>? RequiredOnly(StructuralSchema schema) => schema.SaysOnlyRequired ? schema.Required : null;

    private static string Join(IReadOnlyList<string> names, string last)
    {
        const int most = 8;
        var quoted = names.Take(most).Select(static name => $"'{name}'").ToArray();
        return names.Count > most ? string.Join(", ", quoted) + ", …" : quoted.Length == 1 ? quoted[0] : string.Join(", ", quoted[..^1]) + last + quoted[^1];
    }

    private void Report(MisfitKind kind, YamlNode node, in Place place) =>
        _found.Add(new Misfit(kind, node, place.Outer?.Type, place.Schema.Field, place.Schema.FieldType));

    private void ReportFormat(YamlNode node, in Place place, string problem) =>
        _found.Add(new Misfit(MisfitKind.BadFormat, node, place.Outer?.Type, place.Schema.Field, place.Schema.FieldType) { Problem = problem });

    /// <summary>Where in a definition a value is checked.</summary>
    /// <param name="Schema">What it is held against.</param>
    /// <param name="Structural">
    /// What says which fields there are, what they default to and whether they may be null: <paramref name="Schema"/> itself, but for the parts of
    /// allOf, anyOf, oneOf and not, which only say more of the value.
    /// </param>
    /// <param name="Outer">The schema of the mapping around the value.</param>
    private readonly record struct Place(StructuralSchema Schema, StructuralSchema? Structural, StructuralSchema? Outer)
    {
        public bool IsStructural => ReferenceEquals(Schema, Structural);

        public bool IsNullable => (Structural ?? Schema).IsNullable;

        public Place Below(StructuralSchema inner, string key) => new(inner, IsStructural ? inner : Structural?.Find(key), Schema);

        public Place Inside(StructuralSchema part) => this with { Schema = part };

        public bool HasDefaults()
        {
            foreach (var name in (Structural ?? Schema).PropertyNames)
            {
                if ((Structural ?? Schema).Find(name)!.HasDefault)
                    return true;
            }

            return false;
        }
    }
}
