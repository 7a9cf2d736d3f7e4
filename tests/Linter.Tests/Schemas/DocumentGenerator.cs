using System.Globalization;
using EksLint.Schemas;

namespace EksLint.Tests.Schemas;

/// <summary>Makes correct objects of random kinds from what the tables say, and nothing else.</summary>
internal sealed class DocumentGenerator(Random random)
{
    private const int Deepest = 6;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>An object of a kind.</summary>
    public GeneratedNode Make(SchemaKind kind)
    {
        var type = kind.Type!;
        var root = new GeneratedNode { Target = type };
        root.Children.Add(new GeneratedNode { Key = "apiVersion", Scalar = kind.ApiVersion, IsText = true });
        root.Children.Add(new GeneratedNode { Key = "kind", Scalar = kind.Name, IsText = true });
        Fill(root, type, 0);
        return root;
    }

    private void Fill(GeneratedNode mapping, SchemaType type, int depth)
    {
        foreach (var field in Choose(type, depth))
            mapping.Children.Add(Make(field.Name, field.Type, field, depth + 1));
    }

    /// <summary>What is required, some of the rest, and of fields that exclude each other one. What only some versions have is left out.</summary>
    private List<SchemaField> Choose(SchemaType type, int depth)
    {
        var chosen = type.Fields.Where(field => field.Requirement != FieldRequirement.Optional || IsWanted(field, depth)).ToList();
        foreach (var group in type.FieldGroups)
        {
            var members = chosen.Where(field => group.Fields.Contains(field.Name)).ToList();
            var kept = members.Find(static field => field.Requirement != FieldRequirement.Optional)
                ?? (members.Count > 0 ? members[random.Next(members.Count)] : group.IsRequired ? Pick(type, group) : null);
            chosen.RemoveAll(field => members.Contains(field) && field != kept);
            if (kept is not null && !chosen.Contains(kept))
                chosen.Add(kept);
        }

        // The table sorts its fields; people do not.
        return [.. chosen.OrderBy(_ => random.Next())];
    }

    private SchemaField? Pick(SchemaType type, FieldGroup group) => type.Fields.Where(field => group.Fields.Contains(field.Name)).MinBy(_ => random.Next());

    private bool IsWanted(SchemaField field, int depth) =>
        field is { Since: null, Removed: null } && random.Next(100) < (depth == 0 ? 80 : depth < Deepest ? 24 : 0);

    private GeneratedNode Make(string? key, FieldType type, SchemaField field, int depth)
    {
        var node = new GeneratedNode { Key = key, Field = field, Type = type, Target = type.Target };
        switch (type.Kind)
        {
            case FieldKind.List:
                node.IsList = true;
                for (var i = CountOf(field, depth); i > 0; i--)
                    node.Children.Add(Make(null, type.Element!, field, depth + 1));
                break;
            case FieldKind.Map:
                for (var i = depth < Deepest ? random.Next(3) : 0; i > 0; i--)
                    node.Children.Add(Make($"key-{i}", type.Element!, field, depth + 1));
                break;
            case FieldKind.Type when type.Target is { } target:
                Fill(node, target, depth);
                break;
            case FieldKind.Object or FieldKind.Type:
                break;
            default:
                (node.Scalar, node.IsText) = Scalar(type.Kind, field);
                break;
        }

        return node;
    }

    /// <summary>Keyed lists and sets get one item at most: what is unique is another test's.</summary>
    private int CountOf(SchemaField field, int depth)
    {
        var least = (int)(field.Items?.Low ?? 0);
        var most = (int)Math.Min(field.Items?.High ?? 2, field.Keys is null && field.Enum is null ? 2 : 1);
        return depth >= Deepest ? least : Math.Max(least, random.Next(most + 1));
    }

    private (string Text, bool IsText) Scalar(FieldKind kind, SchemaField field) => kind switch
    {
        FieldKind.Boolean => (Any("true", "false", "True", "on", "no"), false),
        FieldKind.Int32 or FieldKind.Int64 when field.Enum is { } numbers => (numbers.Values[random.Next(numbers.Values.Count)], false),
        FieldKind.Int32 or FieldKind.Int64 => (Number(field.Range).ToString(CultureInfo.InvariantCulture) + Any("", "", ".0"), false),
        FieldKind.Number => (Number(field.Range).ToString(CultureInfo.InvariantCulture), false),
        FieldKind.Quantity => random.Next(2) == 0 ? (Any("1", "2.5", "1e3"), false) : (Any("100m", "1Gi", "0.5", "12E"), true),
        FieldKind.IntOrString => random.Next(2) == 0 ? (Number(field.Range).ToString(CultureInfo.InvariantCulture), false) : (Any("http", "25%"), true),
        FieldKind.Time => (Any("2026-01-31T08:00:00Z", "2026-01-31T08:00:00.123456+01:00"), true),
        FieldKind.Bytes => (Any("YWJj", "YQ==", ""), true),
        FieldKind.Any => (Any("1", "text", "true", "~"), false),
        _ => (Text(field), true),
    };

    private string Text(SchemaField field)
    {
        if (field.Enum is { } values)
        {
            var value = values.Values[random.Next(values.Values.Count)];
            return value is [_, .., '*'] ? value[..^1] + "any" : value;
        }

        if (field.Format is { } format)
            return Formed(format);
        var least = (int)Math.Max(field.Length?.Low ?? 1, 1);
        var length = random.Next(least, (int)Math.Min(field.Length?.High ?? least + 12, least + 12) + 1);
        return string.Concat(Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)]));
    }

    private string Formed(ValueFormat format) => format switch
    {
        ValueFormat.IpAddress => Any("10.0.0.7", "2001:db8::7"),
        ValueFormat.Cidr => Any("10.0.0.0/16", "2001:db8::/32"),
        ValueFormat.PortName => Any("http", "grpc-web"),
        ValueFormat.DnsLabel => Any("web", "a-1"),
        ValueFormat.DnsSubdomain => Any("web", "web.example.org"),
        ValueFormat.Cron => Any("*/5 * * * *", "@hourly"),
        ValueFormat.Arn => Any("arn:aws:iam::111122223333:role/web", "arn:aws:kms:eu-central-1:111122223333:key/a"),
        ValueFormat.SubnetId => "subnet-0a1b2c3d4e5f6a7b8",
        ValueFormat.SecurityGroupId => "sg-0a1b2c3d4e5f6a7b8",
        _ => "vpc-0a1b2c3d4e5f6a7b8",
    };

    private long Number(NumberRange? range)
    {
        var low = (long)(range?.Low ?? Math.Min(0, range?.High ?? 0));
        return random.NextInt64(low, (long)Math.Min(range?.High ?? low + 50, low + 50) + 1);
    }

    private string Any(params ReadOnlySpan<string> texts) => texts[random.Next(texts.Length)];
}
