using System.Collections.Immutable;
using System.Text;
using EksLint.Model;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Aws;

/// <summary>What a wrong key probably stands for.</summary>
/// <param name="Key">The right key.</param>
/// <param name="IsMisspelling">Whether the wrong key is the right one misspelt; else it is another way to say it.</param>
public readonly record struct NearestAnnotation(string Key, bool IsMisspelling);

/// <summary>An annotation whose value is not one of its choice.</summary>
/// <param name="Annotation">The annotation.</param>
/// <param name="Value">Its value.</param>
/// <param name="RightSpelling">The allowed value that differs in case and punctuation only; null where there is none.</param>
public sealed record WrongChoice(LoadBalancerAnnotation Annotation, StringValue Value, string? RightSpelling)
{
    /// <summary>What the value is taken for without a word; null where it is refused.</summary>
    public string? TakenFor { get; init; }
}

/// <summary>The annotations that configure AWS load balancers: all that the AWS Load Balancer Controller and the in-tree controller read.</summary>
/// <remarks>Keys are looked up exactly as they are written: kubernetes-sigs/aws-load-balancer-controller, pkg/annotations/parser.go. The table is
/// load-balancer-annotations.csv.</remarks>
public static class LoadBalancerAnnotations
{
    /// <summary>What the keys on Ingresses begin with.</summary>
    public const string Alb = "alb.ingress.kubernetes.io/";

    /// <summary>What nearly all keys on Services begin with.</summary>
    public const string Nlb = ServicePrefix + "aws-load-balancer-";

    /// <summary>The annotation that says which controller makes the load balancer of a Service.</summary>
    public const string Type = Nlb + "type";

    /// <summary>The annotation that says what a Network Load Balancer sends traffic to.</summary>
    public const string NlbTargetType = Nlb + "nlb-target-type";

    /// <summary>The annotation that says whether a Service's load balancer is public.</summary>
    public const string NlbScheme = Nlb + "scheme";

    /// <summary>The older annotation that says so; the only one that the in-tree controller reads.</summary>
    public const string NlbInternal = Nlb + "internal";

    /// <summary>The clients of a Service's load balancer, where its field does not say it.</summary>
    public const string SourceRanges = ServicePrefix + "load-balancer-source-ranges";

    /// <summary>The subnets of a Service's load balancer.</summary>
    public const string NlbSubnets = Nlb + "subnets";

    /// <summary>The annotation that says what an Application Load Balancer sends traffic to.</summary>
    public const string AlbTargetType = Alb + "target-type";

    /// <summary>Whether an Ingress's load balancer is public.</summary>
    public const string AlbScheme = Alb + "scheme";

    /// <summary>The subnets of an Ingress's load balancer.</summary>
    public const string AlbSubnets = Alb + "subnets";

    /// <summary>The group with which an Ingress shares its load balancer.</summary>
    public const string AlbGroupName = Alb + "group.name";

    /// <summary>The annotation that named an Ingress's class before there was a field for it.</summary>
    public const string IngressClass = "kubernetes.io/ingress.class";

    private const string ServicePrefix = "service.beta.kubernetes.io/";

    private static readonly Lazy<Table> Tables = new(static () => new Table());

    /// <summary>Every annotation, in the order of the table.</summary>
    public static ImmutableArray<LoadBalancerAnnotation> All => Tables.Value.All;

    private static ReadOnlySpan<byte> Domain => "kubernetes.io"u8;

    private static ReadOnlySpan<byte> Actions => "alb.ingress.kubernetes.io/actions."u8;

    /// <summary>The annotation of a key; null where nobody reads such a key.</summary>
    public static LoadBalancerAnnotation? Find(string key)
    {
        var table = Tables.Value;
        if (table.Find(Encoding.UTF8.GetBytes(key)) is { } annotation)
            return annotation;
        foreach (var pattern in table.Patterns)
        {
            if (pattern.Matches(key, StringComparison.Ordinal))
                return pattern;
        }

        return null;
    }

    /// <summary>What is known of an annotation; null where nobody reads its key.</summary>
    public static LoadBalancerAnnotation? Find(YamlNode annotation)
    {
        var table = Tables.Value;
        var key = annotation.KeyUtf8;
        if (table.Find(key) is { } found)
            return found;
        if (!key.StartsWith(table.Alb) && !key.StartsWith(table.Nlb))
            return null;
        foreach (var pattern in table.Patterns)
        {
            if (pattern.Matches(key))
                return pattern;
        }

        return null;
    }

    /// <summary>The known key that a key would be if only the case of its letters were right; null where it is right, or no case makes it known.</summary>
    public static string? FindRightCase(string key)
    {
        if (Find(key) is not null)
            return null;
        foreach (var annotation in All)
        {
            if (annotation.Matches(key, StringComparison.OrdinalIgnoreCase))
                return annotation.Spell(key);
        }

        return null;
    }

    /// <summary>
    /// Whether a key claims to configure an AWS load balancer, whatever its case: other clouds' keys under <c>service.beta.kubernetes.io/</c> do not.
    /// </summary>
    public static bool IsControlled(string key) =>
        key.StartsWith(Alb, StringComparison.OrdinalIgnoreCase)
        || key.StartsWith(ServicePrefix + "aws-", StringComparison.OrdinalIgnoreCase)
        || key.StartsWith(ServicePrefix + "load-balancer-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the key of an annotation claims to configure an AWS load balancer, whatever its case.</summary>
    public static bool IsControlled(YamlNode annotation) => MayBeKnown(annotation) && IsControlled(annotation.Key ?? "");

    /// <summary>The known key that the key of an annotation would be if only the case of its letters were right; null where it is right, or no case makes it
    /// known.</summary>
    public static string? FindRightCase(YamlNode annotation) => Find(annotation) is null && MayBeKnown(annotation) ? FindRightCase(annotation.Key ?? "") : null;

    /// <summary>The known key that an unknown one probably stands for; null where none is near.</summary>
    public static NearestAnnotation? FindNearest(string key)
    {
        var prefix = Array.Find([Alb, Nlb, ServicePrefix], prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        if (prefix is null)
            return null;
        var name = key[prefix.Length..];
        if (FindUnderOtherPrefix(name, prefix) is { } moved)
            return new NearestAnnotation(moved, IsMisspelling: false);

        var candidates = All.Select(annotation => annotation.CandidateFor(prefix, name)).OfType<string>().ToList();
        if (NearestName.Find(name, candidates) is { } nearest)
            return new NearestAnnotation(prefix + nearest, IsMisspelling: true);
        return FindByWords(name, candidates) is { } likely ? new NearestAnnotation(prefix + likely, IsMisspelling: false) : null;
    }

    /// <summary>The annotation with an unknown key that probably stands for a known one; missing where none does. What is meant is then not the default.</summary>
    /// <param name="annotations">The annotations of an object.</param>
    /// <param name="key">The known key, which is not among them.</param>
    public static YamlNode FindMisspelling(YamlNode annotations, string key)
    {
        foreach (var annotation in annotations.Children)
        {
            if (IsControlled(annotation) && annotation.Key is { } written && Find(written) is null && (FindRightCase(written) ?? FindNearest(written)?.Key) == key)
                return annotation;
        }

        return default;
    }

    /// <summary>Whether annotations of an Ingress describe an action: what takes the place of a Service of this name among its backends.</summary>
    public static bool HasAction(MapValue<StringValue> annotations, string name)
    {
        foreach (var annotation in annotations.Node.Children)
        {
            var key = annotation.KeyUtf8;
            if (key.StartsWith(Actions) && Encoding.UTF8.GetString(key[Actions.Length..]) == name)
                return true;
        }

        return false;
    }

    /// <summary>The annotations of an object that take one of a few values and have another.</summary>
    /// <remarks>What is empty, is filled in later or is no text has another fault, or none.</remarks>
    /// <param name="annotations">The annotations of the object.</param>
    /// <param name="place">The kind of the object.</param>
    internal static IReadOnlyList<WrongChoice> FindWrongChoices(MapValue<StringValue> annotations, AnnotationPlaces place)
    {
        List<WrongChoice>? found = null;
        foreach (var entry in annotations.Node.IsMapping ? annotations.Node.Children : default)
        {
            var value = new StringValue(entry);
            if (Find(entry) is { Values.IsEmpty: false } annotation
                && annotation.Places.HasFlag(place)
                && !annotation.Allows(value.Text)
                && value.Node.Value.Kind == ScalarKind.String
                && !string.IsNullOrWhiteSpace(value.Text)
                && !value.IsUnknown
                && IsInEffect(annotation, annotations))
            {
                (found ??= []).Add(new WrongChoice(annotation, value, annotation.FindRightSpelling(value.Text)));
            }
        }

        return (IReadOnlyList<WrongChoice>?)found ?? [];
    }

    /// <summary>A quick look at the bytes of a key: all that are known belong to a domain of Kubernetes, and most annotations to others.</summary>
    private static bool MayBeKnown(YamlNode annotation)
    {
        var key = annotation.KeyUtf8;
        var slash = key.IndexOf((byte)'/');
        return slash >= Domain.Length && Ascii.EqualsIgnoreCase(key[(slash - Domain.Length)..slash], Domain);
    }

    private static bool IsInEffect(LoadBalancerAnnotation annotation, MapValue<StringValue> annotations) =>
        annotation.Condition is not { } condition
        || (annotations[condition] is { IsSet: true } other && !other.Is("none") && (!GoBoolean.TryParse(other.Text, out var isOn) || isOn));

    /// <summary>Some keys of Services have no <c>aws-load-balancer-</c>, and most have: both are easily mistaken.</summary>
    private static string? FindUnderOtherPrefix(string name, string prefix)
    {
        if (prefix == Alb)
            return null;
        string[] keys = [ServicePrefix + name, ServicePrefix + "load-balancer-" + name, ServicePrefix + "aws-" + name];
        return Array.Find(keys, static key => Find(key) is not null);
    }

    /// <summary>The one name that a name lacks some words of (<c>healthcheck-interval</c>), else the longest that it has words in front of.</summary>
    private static string? FindByWords(string name, List<string> candidates)
    {
        var longer = candidates.FindAll(candidate =>
            candidate.StartsWith(name + "-", StringComparison.Ordinal) || candidate.EndsWith("-" + name, StringComparison.Ordinal));
        return longer is [var only]
            ? only
            : candidates.Where(candidate => name.EndsWith("-" + candidate, StringComparison.Ordinal)).MaxBy(static candidate => candidate.Length);
    }

    /// <summary>The table. A line is read when somebody asks for its key: most runs meet few of them.</summary>
    private sealed class Table
    {
        private const int Slots = 512;

        private readonly byte[] _text;
        private readonly List<Range> _lines = [];

        // Keys are looked up as the bytes of a file, at most annotations in vain: in each slot the number of a line, counted from 1.
        private readonly short[] _byHash = new short[Slots];
        private readonly LoadBalancerAnnotation?[] _read;

        public Table()
        {
            using var stream = typeof(LoadBalancerAnnotations).Assembly.GetManifestResourceStream("load-balancer-annotations.csv")!;
            _text = new byte[stream.Length];
            stream.ReadExactly(_text);
            foreach (var line in _text.AsSpan().Split((byte)'\n'))
            {
                if (_text.AsSpan(line) is [not (byte)'#', ..])
                    _lines.Add(line);
            }

            // The names of the columns.
            _lines.RemoveAt(0);
            _read = new LoadBalancerAnnotation?[_lines.Count];
            for (var i = 0; i < _lines.Count; i++)
            {
                var slot = SlotOf(KeyOf(i));
                while (_byHash[slot] != 0)
                    slot = (slot + 1) % Slots;
                _byHash[slot] = (short)(i + 1);
            }
        }

        public ImmutableArray<LoadBalancerAnnotation> All
        {
            get
            {
                if (field.IsDefault)
                    field = [.. Enumerable.Range(0, _lines.Count).Select(Read)];
                return field;
            }
        }

        public ImmutableArray<LoadBalancerAnnotation> Patterns
        {
            get
            {
                if (field.IsDefault)
                    field = [.. Enumerable.Range(0, _lines.Count).Where(number => KeyOf(number).EndsWith("*"u8)).Select(Read)];
                return field;
            }
        }

        public byte[] Alb { get; } = Encoding.UTF8.GetBytes(LoadBalancerAnnotations.Alb);

        public byte[] Nlb { get; } = Encoding.UTF8.GetBytes(LoadBalancerAnnotations.Nlb);

        /// <summary>The annotation of a key that is no pattern's.</summary>
        public LoadBalancerAnnotation? Find(ReadOnlySpan<byte> key)
        {
            for (var slot = SlotOf(key); _byHash[slot] is > 0 and var number; slot = (slot + 1) % Slots)
            {
                if (key.SequenceEqual(KeyOf(number - 1)))
                    return Read(number - 1) is { IsPattern: false } found ? found : null;
            }

            return null;
        }

        private static int SlotOf(ReadOnlySpan<byte> key) => KeyHash.Of(key) % Slots;

        private ReadOnlySpan<byte> KeyOf(int number)
        {
            var line = _text.AsSpan(_lines[number]);
            return line[..line.IndexOf((byte)',')];
        }

        /// <summary>Annotations are told apart by their instance, so that of two that are made at once one counts.</summary>
        private LoadBalancerAnnotation Read(int number) =>
            _read[number]
            ?? Interlocked.CompareExchange(ref _read[number], new LoadBalancerAnnotation(Encoding.UTF8.GetString(_text.AsSpan(_lines[number]))), null)
            ?? _read[number]!;
    }
}
