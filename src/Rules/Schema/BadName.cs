using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Schemas;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Schema;

/// <summary>EKS0111: a name or namespace that is not valid for its kind, or no name at all.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/*/validation: ValidateServiceName, ValidateNamespaceName, rbac's path segment names; a DNS subdomain for all others.</remarks>
public sealed class BadName : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS0111",
        title: "The name is not valid for its kind",
        messageFormat: "{0}",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object.",
        helpLinkUri: RuleHelp.Uri("EKS0111"),
        customTags: "bad-name");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestAction(Analyze);

    private static void Analyze(ManifestAnalysisContext context)
    {
        var manifest = context.Manifest;
        if (manifest.Schema is not { Scope: KindScope.Namespaced or KindScope.Cluster } schema || manifest.IsTransformed)
            return;
        var metadata = manifest.Root["metadata"u8];
        CheckName(context, schema, metadata, metadata["name"u8]);
        CheckNamespace(context, metadata["namespace"u8]);
    }

    private static void CheckName(ManifestAnalysisContext context, SchemaKind schema, YamlNode metadata, YamlNode name)
    {
        // What is a DNS label is a name for all kinds.
        if (name.TryGetUtf8(out var text) && NameFormat.IsDnsLabel(text) && !name.IsNull)
            return;
        var manifest = context.Manifest;
        if (name.IsNull && metadata["generateName"u8].IsNull)
            context.Report(Rule, metadata.IsMapping ? metadata : manifest.Root["kind"], $"This {manifest.Kind} has no name");
        else if (name.IsScalar && !name.IsNull && !Placeholder.IsUnknown(name.Text) && FindProblem(schema, name.Text) is { } problem)
            context.Report(Rule, name, $"'{name.Text}' is no name for a {manifest.Kind}: it {problem}");
    }

    private static void CheckNamespace(ManifestAnalysisContext context, YamlNode stated)
    {
        if (stated.TryGetUtf8(out var text) && NameFormat.IsDnsLabel(text))
            return;
        if (stated.IsScalar && !stated.IsNull && stated.Text.Length > 0 && !Placeholder.IsUnknown(stated.Text) && NameFormat.DnsLabel(stated.Text) is { } wrong)
            context.Report(Rule, stated, $"'{stated.Text}' is no name for a namespace: it {wrong}");
    }

    /// <summary>A Service could only have a DNS-1035 label until 1.36 (RelaxedServiceNameValidation); what both refuse is certainly wrong.</summary>
    private static string? FindProblem(SchemaKind kind, string name) => (kind.Group, kind.Name) switch
    {
        ("", "Service" or "Namespace") => NameFormat.DnsLabel(name),
        ("rbac.authorization.k8s.io", _) => NameFormat.PathSegmentName(name),
        _ => NameFormat.DnsSubdomain(name),
    };
}
