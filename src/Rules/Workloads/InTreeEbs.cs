using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.CodeFixes;
using EksLint.Model.Kubernetes;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1029: a StorageClass with the provisioner that was once in Kubernetes.</summary>
/// <remarks>kubernetes/kubernetes, CHANGELOG-1.27 (the in-tree plugin is removed) and staging/src/k8s.io/csi-translation-lib/plugins/aws_ebs.go (what is left: the name and
/// the parameters are translated); kubernetes-sigs/aws-ebs-csi-driver, docs/parameters.md. Amazon EKS user guide, "Create a storage class" (EKS Auto Mode).</remarks>
public sealed class InTreeEbs : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1029",
        title: "A StorageClass names the provisioner that was part of Kubernetes",
        messageFormat: "{0} names the provisioner kubernetes.io/aws-ebs, which Kubernetes 1.27 removed",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Volumes are made only where the EBS CSI driver is installed, which answers to the old name too; else claims stay Pending.",
        helpLinkUri: RuleHelp.Uri("EKS1029"),
        customTags: "in-tree-ebs");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterObjectAction<StorageClass>(Analyze);

    private static void Analyze(ObjectAnalysisContext<StorageClass> context)
    {
        var provisioner = context.Object.Provisioner;
        if (context.Manifest.IsTransformed || !provisioner.Is(ClaimStorage.InTreeProvisioner))
            return;
        var isAutoMode = context.Cluster.UsesAutoMode == true;
        var finding = context.Report(Rule, provisioner, context.Manifest.ToString());
        var parameters = context.Object.Parameters;
        if (isAutoMode)
            finding.WithHint($"the provisioner of EKS Auto Mode is {ClaimStorage.AutoModeProvisioner}");
        else if (parameters["zone"].Node.Exists || parameters["zones"].Node.Exists)
            finding.WithHint($"{ClaimStorage.EbsProvisioner} takes zones from allowedTopologies, not from parameters").AlsoAt(parameters.Node, "the zones");
        else
            finding.WithFix($"Name the EBS CSI driver, {ClaimStorage.EbsProvisioner}", FixSafety.Offer, YamlEdit.ReplaceText(provisioner.Node, ClaimStorage.EbsProvisioner));
    }
}
