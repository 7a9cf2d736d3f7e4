using System.Collections.Immutable;
using EksLint.Analysis;
using EksLint.CodeFixes;
using EksLint.Model.Kubernetes;
using EksLint.Schemas;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Rules.Workloads;

/// <summary>EKS1037: a CronJob with a schedule or time zone that its controller cannot read.</summary>
/// <remarks>kubernetes/kubernetes, pkg/apis/batch/validation/validation.go, validateScheduleFormat and validateTimeZone; robfig/cron v3, parser.go.</remarks>
public sealed class CronScheduleInvalid : ManifestAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "EKS1037",
        title: "The schedule is refused",
        messageFormat: "{0}: '{1}' {2}",
        RuleCategories.Workloads,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The API server refuses the CronJob.",
        helpLinkUri: RuleHelp.Uri("EKS1037"),
        customTags: "cron-schedule-invalid");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.RegisterMisfitAction(MisfitKind.BadFormat, AnalyzeSchedule);
        context.RegisterObjectAction<CronJob>(AnalyzeTimeZone);
    }

    private static void AnalyzeSchedule(MisfitAnalysisContext context)
    {
        if (context.Misfit is not { Owner: { IsBuiltIn: true, Name: "CronJobSpec" }, Field.Name: "schedule", Node: var node })
            return;
        if (CronFormat.HasTimeZone(node.Text))
            Report(context, node, "states a time zone, which belongs in 'timeZone'").WithFix("Move the zone to timeZone", FixSafety.Offer, MoveTimeZone(node));
        else if (CronFormat.Problem(node.Text) is { } problem)
            Report(context, node, problem).WithHint(problem.Contains("'7' as day of week", StringComparison.Ordinal) ? "Sunday is 0" : null);
    }

    private static DiagnosticBuilder Report(MisfitAnalysisContext context, YamlNode node, string problem) =>
        context.Report(Rule, node, context.Manifest.ToString(), node.Text, problem);

    private static SourceEdit?[] MoveTimeZone(YamlNode schedule)
    {
        var parts = schedule.Text.Split(' ', 2);
        var zone = parts[0][(parts[0].IndexOf('=', StringComparison.Ordinal) + 1)..];
        return parts.Length < 2 || TimeZoneName.Problem(zone) is not null || schedule.Parent["timeZone"].Exists
            ? [null]
            : [YamlEdit.AddEntryBefore(schedule, "timeZone", YamlEdit.Write(zone, NodeStyle.Plain)), YamlEdit.ReplaceText(schedule, parts[1].Trim())];
    }

    private static void AnalyzeTimeZone(ObjectAnalysisContext<CronJob> context)
    {
        var zone = context.Object.Spec.TimeZone;
        if (zone.Node.IsNull || zone.Node.Value.Kind != ScalarKind.String || zone.IsUnknown || TimeZoneName.Problem(zone.Text) is not { } problem)
            return;
        context.Report(Rule, zone, context.Manifest.ToString(), zone.Text, problem).DidYouMean(zone.Node, TimeZoneName.All.Order(StringComparer.Ordinal));
    }
}
