using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Services;

/// <summary>EKS2026: a timeout of the session affinity that is out of range, or without the affinity.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, validateClientIPAffinityConfig; pkg/apis/core/v1/defaults.go, SetDefaults_Service, which
/// drops the configuration where the affinity is not ClientIP.</remarks>
public sealed class SessionAffinityTimeout : ManifestAnalyzer
{
    private const int LongestTimeout = 86400;

    private static readonly DiagnosticDescriptor Rule = new(
        "EKS2026",
        title: "The timeout of the session affinity is out of range, or has no effect",
        messageFormat: "{0}",
        RuleCategories.Services,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the Service, or drops the timeout in silence.",
        helpLinkUri: RuleHelp.Uri("EKS2026"),
        customTags: "session-affinity-timeout");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<Service>(Analyze);

    private static void Analyze(ObjectAnalysisContext<Service> context)
    {
        var service = context.Object;
        var spec = service.Spec;
        var config = spec.SessionAffinityConfig;
        if (!config.IsSet)
            return;
        if (spec.SessionAffinity.Or("None") == "None")
        {
            if (context.Manifest.IsTransformed || config.Node.Count == 0)
                return;
            context.Report(Rule, config.Node.KeyLocation, config.Node, $"Service '{service.Name}' has a sessionAffinityConfig, which is dropped: its sessionAffinity is None")
                .WithHint("'sessionAffinity: ClientIP' turns it on")
                .AlsoAt(spec.SessionAffinity.Node, "the affinity")
                .WithSeverity(DiagnosticSeverity.Warning);
            return;
        }

        var timeout = config.ClientIP.TimeoutSeconds;
        if (timeout.Number is <= 0 or > LongestTimeout)
            context.Report(Rule, timeout, $"timeoutSeconds {timeout} of Service '{service.Name}' is outside 1-{LongestTimeout} (a day)");
    }
}
