using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Manifests;
using EksLint.Model;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1022: pods take a key from a ConfigMap or Secret that does not have it.</summary>
/// <remarks>kubernetes/kubernetes, pkg/kubelet/kubelet_pods.go, makeEnvironmentVariables ("couldn't find key"), and pkg/volume/configmap/configmap.go and
/// pkg/volume/secret/secret.go, MakePayload ("references non-existent config key"). What is optional is left out instead.</remarks>
public sealed class ConfigKeyMissing : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1022",
        title: "A ConfigMap or Secret lacks a key",
        messageFormat: "{0} takes key '{1}' from {2} '{3}', which has no such key",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The container stays in CreateContainerConfigError, or with a volume the pod in ContainerCreating (FailedMount).",
        helpLinkUri: RuleHelp.Uri("EKS1022"),
        customTags: "config-key-missing");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterPodTemplateAction(Analyze);

    private static void Analyze(PodTemplateAnalysisContext context)
    {
        var owner = context.Pods.Owner;
        if (owner.IsTransformed)
            return;
        foreach (var reference in context.Pods.References)
        {
            if (reference is { Key: { IsSet: true, IsUnknown: false }, IsOptional: false } && FindLacking(context.Manifests, owner, reference) is { } config)
                Report(context, reference, config);
        }
    }

    /// <summary>The nearest object of the name, where each of those that are equally near lacks the key.</summary>
    private static ManifestObject? FindLacking(ManifestSet manifests, ManifestObject owner, ConfigReference reference)
    {
        var configs = manifests.FindAllNearest("", reference.Kind, owner.Namespace, reference.Name.Text, owner.Place);
        return configs.Count > 0 && configs.All(config => Lacks(manifests, config, owner, reference.Key.Text)) ? configs[0] : null;
    }

    /// <summary>Whether a ConfigMap or Secret is the one that the pods get, and lacks a key. One of that name elsewhere may be another application's.</summary>
    private static bool Lacks(ManifestSet manifests, ManifestObject config, ManifestObject owner, string key) =>
        config.Place.IsDeployedWith(owner.Place) && manifests.KeysOf(config) is { } keys && !keys.Contains(key);

    private static void Report(PodTemplateAnalysisContext context, ConfigReference reference, ManifestObject config)
    {
        var place = config.Root["data"u8].Exists ? config.Root["data"u8] : config.Root["stringData"u8].Exists ? config.Root["stringData"u8] : config.Root["binaryData"u8];
        context.Report(Rule, reference.Key, context.Pods.Owner.ToString(), reference.Key.Text, reference.Kind, reference.Name.Text)
            .AlsoAt(place.KeyLocation, "the keys that it has")
            .DidYouMean(reference.Key.Node, context.Manifests.KeysOf(config) ?? Enumerable.Empty<string>());
    }
}
