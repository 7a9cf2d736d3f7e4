using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model.Kubernetes;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2013: an externalName that is no DNS name.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, ValidateService: a DNS name in lower case, a dot at the end allowed. An IP address has the form of a
/// name and is taken, but CNAME records name names: Kubernetes documentation, Service, "Type: ExternalName".</remarks>
public sealed class ExternalNameInvalid : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2013",
        title: "The externalName is no DNS name",
        messageFormat: "externalName '{0}' of Service '{1}' {2}",
        RuleCategories.Services,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the Service, or clients cannot resolve its name.",
        helpLinkUri: RuleHelp.Uri("EKS2013"),
        customTags: "external-name-invalid");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var service = context.Object;
        if (!service.Spec.Type.Is("ExternalName"u8))
            return;
        var external = service.Spec.ExternalName;
        if (!external.IsSet || external.IsUnknown || external.Is(".") || context.Manifest.IsTransformed)
            return;

        var name = external.Text.EndsWith('.') ? external.Text[..^1] : external.Text;
        if (IpAddress.TryParse(name, out var address) && !address.IsIPv6)
        {
            context.Report(Rule, external, external.Text, service.Name, "is an IP address, which resolvers take for a name that does not exist")
                .WithHint("an address needs a Service without selector and an EndpointSlice")
                .WithSeverity(DiagnosticSeverity.Warning);
            return;
        }

        if (NameFormat.DnsSubdomain(name) is not { } problem)
            return;
        var host = HostOf(name);
        var finding = context.Report(Rule, external, external.Text, service.Name, ProblemOf(name) ?? problem);
        if (NameFormat.DnsSubdomain(host) is null && !IpAddress.TryParse(name, out _))
            finding.WithFix($"Write '{host}'", FixSafety.Offer, YamlEdit.ReplaceText(external.Node, host));
    }

    private static string? ProblemOf(string name)
    {
        if (name.Contains("://", StringComparison.Ordinal))
            return "is a URL, where a host name belongs";
        if (IpAddress.TryParse(name, out _))
            return "is an IP address, where a host name belongs";
        if (name.Contains('/', StringComparison.Ordinal))
            return "has a path, where only a host name belongs";
        if (name.Contains(':', StringComparison.Ordinal))
            return "has a port, where only a host name belongs";
        return name.Any(char.IsAsciiLetterUpper) ? "has upper case letters" : null;
    }

    /// <summary>The host of what may be a URL or has a port, in lower case.</summary>
    private static string HostOf(string name)
    {
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? name : name[(scheme + 3)..];
        var end = rest.AsSpan().IndexOfAny('/', ':', '?');
        return (end < 0 ? rest : rest[..end]).ToLowerInvariant();
    }
}
