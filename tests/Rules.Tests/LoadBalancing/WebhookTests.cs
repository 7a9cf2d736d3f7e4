using System.Text;
using EksLint.Analysis;
using EksLint.Aws;
using EksLint.Inputs;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Tests.LoadBalancing;

/// <summary>Whether the controller's webhook may take a Service over decides how sure a finding is.</summary>
public sealed class WebhookTests
{
    [Theory]
    [InlineData("EKS3009", "type: external, nlb-target-type: IP")]
    [InlineData("EKS3010", "type: external, nlb-target-type: pod")]
    [InlineData("EKS3101", "type: external")]
    [InlineData("EKS3102", "type: nlb, scheme: internal")]
    public void A_webhook_that_is_known_to_be_off_makes_an_error_of_a_warning(string id, string annotations)
    {
        Assert.Equal([(id, DiagnosticSeverity.Warning)], Run(annotations, mayHaveWebhook: true));
        Assert.Equal([(id, DiagnosticSeverity.Error)], Run(annotations, mayHaveWebhook: false));
    }

    [Fact]
    public void What_is_lost_beside_the_scheme_stays_a_warning() =>
        Assert.Equal([("EKS3102", DiagnosticSeverity.Warning)], Run("type: nlb, name: web", mayHaveWebhook: false));

    [Fact]
    public void Values_that_the_in_tree_controller_does_not_read_are_not_judged_without_the_webhook() =>
        Assert.DoesNotContain(Run("type: nlb, scheme: INTERNAL", mayHaveWebhook: false), static finding => finding.Id == "EKS3009");

    private static (string Id, DiagnosticSeverity Severity)[] Run(string annotations, bool mayHaveWebhook)
    {
        var keys = annotations.Split(", ").Select(static annotation => "service.beta.kubernetes.io/aws-load-balancer-" + annotation);
        var text = $$"""
            apiVersion: v1
            kind: Service
            metadata:
              name: web
              annotations: { {{string.Join(", ", keys)}} }
            spec:
              type: LoadBalancer
              selector: {app: web}
              ports: [{port: 80}]
            """;
        var input = InputReader.Read([new InputText("web.yaml", () => new MemoryStream(Encoding.UTF8.GetBytes(text)))]) with { Cluster = new ClusterSettings { ServiceMutatorWebhook = mayHaveWebhook } };
        return
        [
            .. new LintDriver(RuleList.CreateAnalyzers(), RuleSettings.Default).Run(input).Diagnostics
                .Where(static finding => finding.Severity > DiagnosticSeverity.Info)
                .Select(static finding => (finding.Id, finding.Severity)),
        ];
    }
}
