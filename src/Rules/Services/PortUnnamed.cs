using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2010: a Service of several ports, one of which has no name.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, validateServicePort with requireName.</remarks>
public sealed class PortUnnamed : ManifestAnalyzer
{
    // A list that is longer was made by a program.
    private const int MostFixed = 100;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2010",
        title: "A port of several has no name",
        messageFormat: "Service '{0}' has {1} ports, and port {2} has no name",
        RuleCategories.Services,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the Service: spec.ports[…].name is required.",
        helpLinkUri: RuleHelp.Uri("EKS2010"),
        customTags: "port-unnamed");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var ports = context.Object.Spec.Ports;
        var count = ports.Count;
        if (count < 2 || context.Manifest.IsTransformed)
            return;

        var names = ports.AsEnumerable().Select(static port => port.Name.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var port in ports)
        {
            if (port.Name.IsSet || !port.Node.IsMapping)
                continue;
            var finding = context.Report(Rule, port.Name.Node.Exists ? port.Name.Node : port.Node, context.Object.Name, count, port.Port.ToString());

            // What the name says is free; that it differs from the others is not.
            var name = $"{port.Protocol.Or("TCP").ToLowerInvariant()}-{port.Port}";
            if (count <= MostFixed && !port.Name.Node.Exists && port.Port.Number is > 0 && !port.Protocol.IsUnknown && names.Add(name))
                finding.WithFix($"Name it '{name}'", FixSafety.Offer, YamlEdit.AddEntryAfter(port.Port.Node, "name", name));
        }
    }
}
