using System.Collections.Immutable;
using System.Text;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Schemas;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1006: a container port whose name is no IANA service name.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/core/validation/validation.go, validateContainerPorts; apimachinery, pkg/util/validation, IsValidPortName (RFC 6335).</remarks>
public sealed class PortNameInvalid : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1006",
        title: "The name of a container port is refused",
        messageFormat: "'{0}' is no port name: it {1}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the object.",
        helpLinkUri: RuleHelp.Uri("EKS1006"),
        customTags: "port-name-invalid");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context) => context.RegisterMisfitAction(MisfitKind.BadFormat, Analyze);

    private static void Analyze(MisfitAnalysisContext context)
    {
        var misfit = context.Misfit;
        if (misfit is not { Owner: { IsBuiltIn: true, Name: "ContainerPort" }, Field.Name: "name" })
            return;
        var name = misfit.Node.Text;
        var finding = context.Report(Rule, misfit.Node, name, NameFormat.PortName(name));
        if (Correct(name) is not { } corrected)
            return;

        // What named the port by the refused name follows.
        var users = new List<SourceEdit?> { YamlEdit.ReplaceText(misfit.Node, corrected) };
        foreach (var (_, _, port, _, _) in new Container(misfit.Node.Parent.Parent.Parent).ProbePorts())
        {
            if (port.Name == name)
                users.Add(YamlEdit.ReplaceText(port.Node, corrected));
        }

        finding.WithHint($"'{corrected}' would be one").WithFix($"Name the port '{corrected}'", FixSafety.Offer, [.. users]);
    }

    /// <summary>The same name in the letters that are allowed; null where that is no name either.</summary>
    private static string? Correct(string name)
    {
        var corrected = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
                corrected.Append(c);
            else if (corrected.Length > 0 && corrected[^1] != '-')
                corrected.Append('-');
        }

        var text = corrected.ToString().TrimEnd('-');
        return NameFormat.PortName(text) is null ? text : null;
    }
}
