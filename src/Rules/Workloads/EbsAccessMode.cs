using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1027: a claim on EBS that asks for access from many nodes.</summary>
/// <remarks>kubernetes-sigs/aws-ebs-csi-driver, pkg/driver/controller.go (the access modes of a volume with a file system) and docs/multi-attach.md: ReadWriteMany needs
/// volumeMode Block and a volume of type io2.</remarks>
public sealed class EbsAccessMode : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1027",
        title: "An EBS volume cannot be attached to several nodes",
        messageFormat: "{0} asks for {1}, but {2} makes EBS volumes, which one node attaches",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "No volume is made: the claim stays Pending, and so do its pods.",
        helpLinkUri: RuleHelp.Uri("EKS1027"),
        customTags: "ebs-access-mode");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.RegisterManifestAction(static context =>
        {
            if (context.Manifest.Is("", "PersistentVolumeClaim"))
                Check(context, context.Manifest, context.Manifest.Root, context.Manifest.ToString());
        });
        context.RegisterPodTemplateAction(static context =>
        {
            var owner = context.Pods.Owner;
            foreach (var template in owner.Spec["volumeClaimTemplates"u8].Children)
                Check(context, owner, template, $"The claim template '{template["metadata"u8]["name"u8].Text}' of {owner}");
            foreach (var volume in context.Pods.Spec.Volumes)
                Check(context, owner, volume.Ephemeral.VolumeClaimTemplate.Node, $"The volume '{volume.Name.Text}' of {owner}");
        });
    }

    private static void Check(ReportingContext context, ManifestObject owner, YamlNode claim, string who)
    {
        if (owner.IsTransformed)
            return;
        var spec = new PersistentVolumeClaimSpec(claim["spec"u8]);
        if (spec.VolumeMode.Is("Block") || spec.VolumeMode.IsUnknown)
            return;
        foreach (var mode in spec.AccessModes)
        {
            if (mode.Text is not ("ReadWriteMany" or "ReadOnlyMany"))
                continue;
            var storage = ClaimStorage.Of(claim, owner, context.Manifests);
            if (storage.Backend != StorageBackend.Ebs)
                return;
            context.ReportIn(owner, Rule, mode.Node, who, mode.Text, spec.StorageClassName.IsSet ? $"class '{storage.ClassName}'" : $"the default class '{storage.ClassName}'")
                .WithHint("Amazon EFS (efs.csi.aws.com) is shared, EBS wants ReadWriteOnce")
                .AlsoAt(spec.StorageClassName.Node, "the class");
        }
    }
}
