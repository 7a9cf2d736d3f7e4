using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1011: two DaemonSets that take one port of the same nodes.</summary>
/// <remarks>kubernetes/kubernetes, pkg/scheduler/framework/plugins/nodeports. Two DaemonSets run on the same nodes for certain where both choose nodes in the same way.</remarks>
public sealed class HostPortConflict : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1011",
        title: "Two DaemonSets take the same port of the nodes",
        messageFormat: "{0} takes port {1} ({2}) of every node, and so does {3}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The pods of the second stay Pending on every node: the scheduler finds no free port.",
        helpLinkUri: RuleHelp.Uri("EKS1011"),
        customTags: "host-port-conflict");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterManifestSetAction(Analyze);

    private static void Analyze(ManifestSetAnalysisContext context)
    {
        if (!context.MayReportOn("apps", DaemonSet.Kind))
            return;
        var claims = new DeploymentIndex<HostPort>();
        foreach (var pods in context.Manifests.OfKind("apps", DaemonSet.Kind).Select(static manifest => manifest.Pods))
        {
            if (pods is null || pods.Owner.IsTransformed || NodesOf(pods.Spec) is not { } nodes)
                continue;
            foreach (var (port, number) in PortsOf(pods))
            {
                var place = port.HostPort.Number == number ? port.HostPort.Node : port.ContainerPortField.Node;
                var key = new HostPort(number, port.Protocol.Or("TCP"), port.HostIP.Or("0.0.0.0"), nodes);
                if (claims.Claim(key, pods.Owner, place) is not { } earlier || earlier.Manifest == pods.Owner)
                    continue;
                var finding = context.ReportIn(pods.Owner, Rule, place, pods.Owner.ToString(), number, key.Protocol, earlier.Manifest.ToString()).AlsoAt(earlier.Node, "the first use");
                if (!earlier.IsCertain)
                    finding.WithSeverity(DiagnosticSeverity.Info).WithHint("nothing says whether both are deployed");
            }
        }
    }

    private static IEnumerable<(ContainerPort Port, long Number)> PortsOf(PodSource pods)
    {
        foreach (var container in pods.RunningContainers)
        {
            foreach (var port in container.Ports)
            {
                if (pods.HostPortOf(port) is { } number && !port.Protocol.IsUnknown && !port.HostIP.IsUnknown)
                    yield return (port, number);
            }
        }
    }

    private sealed record HostPort(long Number, string Protocol, string Address, string Nodes);

    /// <summary>How the pods choose their nodes, in one text; null where that is not simply said. Every DaemonSet chooses Linux.</summary>
    private static string? NodesOf(PodSpec spec)
    {
        if (spec.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.IsSet || spec.NodeName.IsSet)
            return null;
        var labels = new List<string>();
        foreach (var (key, value) in spec.NodeSelector)
        {
            if (value.IsUnknown || Placeholder.IsUnknown(key))
                return null;
            if (!(key is "kubernetes.io/os" or "beta.kubernetes.io/os" && value.Is("linux")))
                labels.Add($"{key}={value}");
        }

        // Nodes that are chosen by a label are often tainted too, and then both must tolerate that.
        if (labels.Count > 0)
            labels.AddRange(spec.Tolerations.AsEnumerable().Select(static toleration => $"{toleration.Key} {toleration.Operator.Or("Equal")} {toleration.Value} {toleration.Effect}"));
        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }
}
