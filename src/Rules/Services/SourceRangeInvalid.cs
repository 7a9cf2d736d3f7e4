using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2022: an entry of loadBalancerSourceRanges that is no block of addresses, or says something else than it seems to.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, ValidateService: blanks around an entry are allowed, the field goes before the annotation, and bits behind
/// the prefix are taken. kubernetes-sigs/aws-load-balancer-controller, pkg/service/model_build_managed_sg.go and kubernetes/cloud-provider-aws,
/// pkg/providers/v1/aws.go make one rule of a security group of each entry; Amazon EC2 API reference, IpRange, clears such bits.</remarks>
public sealed class SourceRangeInvalid : ManifestAnalyzer
{
    /// <summary>The annotation that counts where the field is not written.</summary>
    internal const string Annotation = "service.beta.kubernetes.io/load-balancer-source-ranges";

    private const int MostEntries = 250;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2022",
        title: "A source range is no block of addresses, or is wider than it looks",
        messageFormat: "{0}",
        RuleCategories.Services,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the Service, or the load balancer lets in more than it seems to.",
        helpLinkUri: RuleHelp.Uri("EKS2022"),
        customTags: "source-range-invalid");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var service = context.Object;
        if (!service.Spec.Type.Is("LoadBalancer"u8) && !service.Spec.Type.IsUnknown)
            return;

        var entries = service.Spec.LoadBalancerSourceRanges.Count > 0
            ? [.. service.Spec.LoadBalancerSourceRanges.AsEnumerable().Where(static range => range.IsSet && range.Node.Value.Kind == ScalarKind.String).Select(static range => new Entry(range.Node, 0, range.Text))]
            : SplitAnnotation(service.Metadata.Annotations[Annotation]);
        var narrowFamilies = entries.Select(static entry => Cidr.TryParse(entry.Text, out var block) && block.PrefixLength > 0 ? (bool?)block.IsIPv6 : null).ToHashSet();
        foreach (var entry in entries.Where(static entry => !entry.IsUnknown))
            Check(context, entry, narrowFamilies);
    }

    private static List<Entry> SplitAnnotation(StringValue annotation)
    {
        var entries = new List<Entry>();
        if (annotation.Text.AsSpan().Trim().IsEmpty)
            return entries;
        foreach (var range in annotation.Text.AsSpan().Split(','))
        {
            // A security group takes 60 rules unless asked for more; a text of thousands is not meant.
            if (entries.Count == MostEntries)
                break;
            entries.Add(new Entry(annotation.Node, range.Start.Value, annotation.Text[range]));
        }

        return entries;
    }

    private static void Check(ObjectAnalysisContext<Service> context, Entry entry, HashSet<bool?> narrowFamilies)
    {
        if (!Cidr.TryParse(entry.Text, out var block))
        {
            var isAddress = IpAddress.TryParse(entry.Text, out var address);
            var finding = context.Report(Rule, entry.Location, entry.Node, $"'{entry.Text}' is no address block: it {Cidr.Problem(entry.Text)}");
            if (isAddress)
                finding.WithFix($"Write {address}/{address.BitLength}", FixSafety.Offer, entry.ReplaceBy($"{address}/{address.BitLength}"));
            return;
        }

        if (block.HasHostBits)
        {
            context.Report(Rule, entry.Location, entry.Node, $"{entry.Text} has bits set behind its prefix: what is let in is {block.Masked}")
                .WithSeverity(DiagnosticSeverity.Warning)
                .WithFix($"Write {block.Masked}", FixSafety.Safe, entry.ReplaceBy(block.Masked.ToString()));
        }
        else if (block.PrefixLength == 0 && narrowFamilies.Contains(block.IsIPv6))
        {
            context.Report(Rule, entry.Location, entry.Node, $"{entry.Text} lets everybody in: the other ranges have no effect")
                .WithSeverity(DiagnosticSeverity.Warning);
        }
    }

    /// <summary>An item of the field, or a part of the annotation.</summary>
    private readonly record struct Entry(YamlNode Node, int Start, string Written)
    {
        public string Text => Written.Trim();

        public bool IsUnknown => Placeholder.IsUnknown(Written);

        public SourceLocation Location => Text.Length == 0 ? Node.Location : Node.LocationOf(Start + Written.IndexOf(Text, StringComparison.Ordinal), Text.Length);

        public SourceEdit ReplaceBy(string block)
        {
            var start = Start + Written.IndexOf(Text, StringComparison.Ordinal);
            return YamlEdit.ReplaceText(Node, string.Concat(Node.Text.AsSpan(0, start), block, Node.Text.AsSpan(start + Text.Length)));
        }
    }
}
