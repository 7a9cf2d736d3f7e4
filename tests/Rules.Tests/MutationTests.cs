using System.Globalization;
using System.IO.Enumeration;
using System.Text;
using EksLint.Analysis;
using EksLint.Rules.Tests.Mutations;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace EksLint.Rules.Tests;

/// <summary>
/// A test of the rules themselves: in applications that are correct one thing at a time is broken, and the rule that should notice does, where it is broken or
/// where something refers to it. What survives is right to survive, and listed here with the reason. The table of all mutants is written to
/// <c>artifacts/mutants.txt</c>.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private static readonly Survivor[] Survivors =
    [
        // Of one and the same pod the dump shows the Deployment, the ReplicaSet and the Pod.
        new("live-dump namespace ReplicaSet/*", "the Deployment of the pods stays where it is"),
        new("live-dump namespace Pod/*", "the Deployment of the pods stays where it is"),
        new("live-dump * Job/*", "the controller writes the selector and the labels of a Job; nothing names its pods"),
        new("oddments namespace Deployment/dumped *", "a Pod of it is in the set, and stays where it is"),
        new("oddments namespace Pod/dumped-*", "its Deployment stays where it is"),
        new("oddments pod-label* Pod/dumped-*", "nobody holds a pod against the selector of its ReplicaSet"),
        new("oddments config-key Pod/dumped-* ca.crt -> *", "nothing says which keys a ConfigMap has that the set does not hold"),
        new("oddments service-account Pod/dumped-*", "the set holds no ServiceAccount of the namespace, so they come from elsewhere"),
        new("oddments target-port Service/dumped *", "the pods declare no port, and a number needs no declaration"),

        // Nothing refers to what is moved, or nothing but what ekslint does not look at.
        new("clusters namespace Deployment/tasks *", "a profile of Fargate chooses pods by their namespace; others run on nodes"),
        new("edge namespace Ingress/items *", "its backends are actions of annotations"),
        new("ledger namespace CronJob/store-backup *", "its ServiceAccount is the only one of the set: in a namespace without any, they come from elsewhere"),
        new("ledger namespace Job/ *", "nothing names it, and it names nothing"),
        new("ledger namespace Service/ledger *", "who uses the name is not in the set"),
        new("media namespace Job/*", "nothing names it, and it names nothing but a Service by its short name, which could be anywhere"),
        new("media namespace CronJob/sweep *", "nothing names it, and it names nothing"),
        new("media namespace Service/*", "without selector, and called by short names only, which no one can tell from hosts"),
        new("media namespace Pod/desk *", "its claim is the only one of the set: in a namespace without any, they come from elsewhere"),
        new("oddments namespace Deployment/windows *", "nothing names it, and it names nothing"),
        new("orders namespace CronJob/reports *", "its claim may be in the other namespace, which holds none: there they come from elsewhere"),
        new("platform namespace NetworkPolicy/*", "empty selectors, and a namespace without pods in the set: both may be meant"),
        new("releases namespace Deployment/checkout-green *", "the Service over both colours still has the blue pods"),
        new("releases namespace PodDisruptionBudget/checkout *", "whether a label exists is too little to know pods by in another namespace"),
        new("releases namespace Ingress/search *", "its backend is an action of an annotation that Argo Rollouts writes"),
        new("releases namespace Rollout/prices *", "the workload that it refers to is looked at by no rule"),
        new("batch namespace *Job/*", "nothing names it but a Service by the name that the controller gives its pods, and a CronJob of the namespace makes others"),
        new("closed-by-default namespace NetworkPolicy/default-deny *", "empty selectors, and a namespace without pods in the set: both may be meant"),
        new("closed-by-default namespace NetworkPolicy/dns *", "empty selectors, and a namespace without pods in the set: both may be meant"),
        new("host-agents namespace DaemonSet/*", "the Service still has the pods of the other architecture"),
        new("outside-database namespace Service/database *", "without selector, and called by its short name only"),
        new("two-colours namespace Service/booking *", "the pods stand in other directories, where other namespaces are usual"),
        new("two-colours namespace PodDisruptionBudget/booking *", "the pods stand in other directories, where other namespaces are usual"),

        // What is moved leaves no other of its kind in the namespace: then objects of the kind come from elsewhere.
        new("ledger namespace ConfigMap/store-scripts *", "it was the only ConfigMap of the namespace in the set"),
        new("message-broker namespace ConfigMap/broker *", "it was the only ConfigMap of the namespace in the set"),
        new("ledger namespace ServiceAccount/store-backup *", "it was the only ServiceAccount of the namespace in the set"),
        new("media namespace PersistentVolumeClaim/media *", "it was the only claim of the namespace in the set"),
        new("media namespace ServiceAccount/thumbnails *", "it was the only ServiceAccount of the namespace in the set"),
        new("platform namespace ServiceAccount/hooks *", "it was the only ServiceAccount of the namespace in the set"),

        // Monitors of a namespace of their own are usual, and which namespaces Prometheus itself watches no manifest of the set says.
        new("* namespace ServiceMonitor/*", "a ServiceMonitor of a namespace without Services in the set may be meant for others"),
        new("platform namespace PodMonitor/hooks *", "it names the namespace of its pods, wherever it stands itself"),
        new("* monitor-selector-key ServiceMonitor/*", "no Service of the set is labelled with the key, so those that are come from elsewhere"),

        // Selectors.
        new("* budget-selector-key PodDisruptionBudget/store spec.selector.matchLabels.app: *", "pods of operators have labels of their own: another key says nothing"),
        new("* budget-selector-key PodDisruptionBudget/web spec.selector.matchLabels.app: *", "pods of operators have labels of their own: another key says nothing"),
        new("* budget-selector-key PodDisruptionBudget/db spec.selector.matchLabels.app: *", "pods of operators have labels of their own: another key says nothing"),
        new("message-broker budget-selector-key *", "pods of operators have labels of their own: another key says nothing"),
        new("progressive-delivery budget-selector-key *", "pods of operators have labels of their own: another key says nothing"),
        new("two-colours budget-selector-key *", "pods of operators have labels of their own: another key says nothing"),
        new("two-colours budget-selector * -> zebra", "the pods stand in other directories, and none are labelled nearly so"),
        new("batch *: coordinator -> *", "a CronJob of the namespace makes Jobs of any name"),
        new("batch policy-selector *", "a CronJob of the namespace makes Jobs of any name"),
        new("closed-by-default policy-peer-namespace*", "which namespaces a cluster has, and how they are labelled, is not in the set"),
        new("releases budget-selector-key * spec.selector.matchExpressions?1?.key*", "pods of operators have labels of their own: another key says nothing"),
        new("ledger service-selector Service/store-second *pod-index*", "the controller gives the label its value"),
        new("releases service-selector Service/search-canary *hash*", "the controller gives the label its value"),
        new("platform security-group-selector-key *", "the set holds no pod of the namespace"),
        new("platform policy-peer*", "which pods and namespaces the DNS of a cluster has is not in the set"),
        new("orders policy-peer-namespace*", "a namespace that the set does not hold, or a label of one, may exist"),
        new("oddments pod-label* Deployment/mixer metadata.labels.tier: *", "selector and template share the labels behind the anchor: both change"),

        // Names.
        new("bookings name Deployment/bookings-api *", "a patch of an overlay finds its target no more: the kustomization is not resolved, and nothing else is said of it"),
        new("bookings scale-target-kind *", "the set holds no StatefulSet of the namespace, so they come from elsewhere"),
        new("live-dump scale-target-kind *", "the set holds no StatefulSet of the namespace, so they come from elsewhere"),
        new("native-sidecars scale-target-kind *", "the set holds no StatefulSet of the namespace, so they come from elsewhere"),
        new("progressive-delivery scale-target* HorizontalPodAutoscaler/pages *", "custom workloads may be made by anyone"),
        new("progressive-delivery name* HorizontalPodAutoscaler/pages *", "custom workloads may be made by anyone"),
        new("progressive-delivery name Rollout/pages *", "custom workloads may be made by anyone"),
        new("releases scale-target* HorizontalPodAutoscaler/search *", "custom workloads may be made by anyone, and the set holds no StatefulSet"),
        new("releases namespace HorizontalPodAutoscaler/search *", "custom workloads may be made by anyone"),
        new("releases name Rollout/search *", "custom workloads may be made by anyone"),
        new("ledger config-* StatefulSet/store *store-passphrase*", "the Secret is made by an operator, and the set holds no Secret of the namespace"),
        new("ledger config-key StatefulSet/store *passphrase -> *", "which keys the operator writes is in its own resource"),
        new("platform config-* Deployment/hooks *", "the Secret is made by cert-manager, the ConfigMap by the cluster: their like comes from elsewhere"),
        new("* dns-namespace *", "a namespace that the set does not hold may exist"),
        new("edge ingress-* Ingress/items *", "the backend is an action of an annotation, which no rule looks for"),
        new("shop-behind-load-balancers ingress-* Ingress/shop *rules?0?.http.paths?0?*", "the backend is an action of an annotation, which no rule looks for"),
        new("releases * Service/search metadata.name: *", "the backend is an action of an annotation that Argo Rollouts writes"),
        new("releases ingress-service Ingress/search *", "the backend is an action of an annotation that Argo Rollouts writes"),

        // Ports.
        new("clusters target-port Service/*", "the pods declare no port, or are not in the set, and a number needs no declaration"),
        new("clusters policy-port *", "the pods declare no port, and a number needs no declaration"),
        new("edge target-port Service/items-v1 *", "the pods declare no port, and a number needs no declaration"),
        new("edge container-port* Pod/quic *", "many listen on one number for both protocols and declare it once"),
        new("media target-port Service/transcoder *", "a Service without selector goes where its EndpointSlice says"),
        new("media policy-egress-port * spec.egress?0?*", "a port of a host outside of the cluster"),
        new("orders policy-egress-port * spec.egress?0?*", "whether the pods on the other side of an egress rule listen there, no rule asks"),
        new("orders policy-egress-port * spec.egress?1?*", "whether the pods on the other side of an egress rule listen there, no rule asks"),
        new("platform policy-egress-port *", "the set holds no pod of the namespace"),
        new("batch policy-egress-port *.ports?0?*", "what listens on the other side of an egress rule no rule asks"),
        new("closed-by-default policy-egress-port NetworkPolicy/claims *", "what listens on the other side of an egress rule no rule asks"),
        new("outside-database policy-egress-port * spec.egress?0?*", "a port of a host outside of the cluster"),
        new("outside-database target-port *", "a Service without selector goes where its EndpointSlice says"),
        new("host-agents container-port-* DaemonSet/log-agent-*ports?0?*", "the pods of the other architecture still have the port, and each port may lead to its own workload"),
        new("progressive-delivery service-port-name *", "ingress-nginx takes the name of a target port too"),
        new("undeclared-ports *: 3000 -> *", "the pods declare no port, and a number needs no declaration"),
        new("undeclared-ports *: 2222 -> *", "the pods declare no port, and a number needs no declaration"),
        new("releases container-port-name Deployment/checkout-green *ports?0?.name*", "each port of the Service leads to one of the two workloads, which may be the design"),

        // Placeholders.
        new("oddments *: *${*", "what is not known could be anything"),
        new("oddments * */${APP}-web *: http -> *", "whether the Service selects these pods is not known"),
        new("oddments * */${APP}-web *: 443 -> *", "whether the Ingress names this Service is not known"),
        new("oddments ingress-port Ingress/web *", "which Service it names is not known"),
    ];

    [Fact]
    public void What_is_broken_is_noticed()
    {
        var verdicts = Directory.GetDirectories(Path.Combine(Repository.Fixtures, "apps")).Order(StringComparer.Ordinal).SelectMany(Judge).ToList();
        var table = Print(verdicts);
        Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts"));
        File.WriteAllText(Path.Combine(Repository.Root, "artifacts", "mutants.txt"), table);
        output.WriteLine(table);

        Assert.True(verdicts.Count >= 200, table);
        var unlisted = verdicts.Where(static verdict => verdict.Notices.Count == 0 && verdict.Survivor is null).ToList();
        Assert.True(unlisted.Count == 0, "Nothing notices these mutants, and no reason is listed:\n" + string.Join("\n", unlisted.Select(static verdict => verdict.Mutant)));
        var noticed = verdicts.Where(static verdict => verdict.Notices.Count > 0 && verdict.Survivor is not null).ToList();
        Assert.True(noticed.Count == 0, "These mutants are listed as survivors, but are noticed:\n" + string.Join("\n", noticed.Select(static verdict => $"{verdict.Mutant} ({verdict.Survivor!.Pattern})")));
        var unused = Survivors.Except(verdicts.Select(static verdict => verdict.Survivor)).ToList();
        Assert.True(unused.Count == 0, "These survivors do not exist:\n" + string.Join("\n", unused));
    }

    private static IEnumerable<Verdict> Judge(string folder)
    {
        var files = FixtureTests.Load(Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)).ToArray();
        var known = Linter.Run(files).Diagnostics.Select(static diagnostic => (diagnostic.Id, diagnostic.Message)).ToHashSet();
        return Mutator.Mutate(Path.GetFileName(folder), files)
            .AsParallel().AsOrdered()
            .Select(mutant => Judge(mutant, files, known));
    }

    private static Verdict Judge(Mutant mutant, (string Path, byte[] Text)[] files, HashSet<(string Id, string Message)> known)
    {
        var mutated = files.Select(file => file.Path == mutant.Place.File.Path ? (file.Path, mutant.Apply()) : file);
        var notices = Linter.Run(mutated, mutant.Rules).Diagnostics
            .Where(diagnostic => mutant.Rules.Contains(diagnostic.Id) && !known.Contains((diagnostic.Id, diagnostic.Message)))
            .Where(diagnostic => diagnostic.Related.Select(static related => related.Location).Prepend(diagnostic.Location).Any(place => IsAbout(mutant, place)))
            .ToList();
        var survivor = Survivors.FirstOrDefault(survivor => FileSystemName.MatchesSimpleExpression(survivor.Pattern, mutant.ToString(), ignoreCase: false));
        return new Verdict(mutant, notices, survivor);
    }

    /// <summary>Whether a place is that of the broken thing, or one where the words of a reference to it stand.</summary>
    private static bool IsAbout(Mutant mutant, SourceLocation place)
    {
        var span = WholeOf(place);
        if (place.File.Path == mutant.Place.File.Path && span.Start < mutant.Span.End && mutant.Span.Start < span.End)
            return true;
        var text = place.File.GetText(span);
        return mutant.Words.Any(word => HoldsWord(text, word));
    }

    /// <summary>What a place stands for: the entry, where it is the key of a map or list.</summary>
    private static SourceSpan WholeOf(SourceLocation place)
    {
        foreach (var document in YamlParser.Parse(place.File).Documents)
        {
            if (Find(document.Root) is { } found)
                return found;
        }

        return place.Span;

        SourceSpan? Find(YamlNode node)
        {
            if ((node.IsMapping || node.IsSequence) && node.HeadSpan == place.Span)
                return node.EntrySpan;
            if (!node.IsMapping && !node.IsSequence)
                return null;
            foreach (var child in node.Children)
            {
                if (Find(child) is { } found)
                    return found;
            }

            return null;
        }
    }

    private static bool HoldsWord(string text, string word)
    {
        for (var start = text.IndexOf(word, StringComparison.Ordinal); start >= 0; start = text.IndexOf(word, start + 1, StringComparison.Ordinal))
        {
            if (!IsInWord(start - 1) && !IsInWord(start + word.Length))
                return true;
        }

        return false;

        bool IsInWord(int at) => at >= 0 && at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '-');
    }

    private static string Print(List<Verdict> verdicts)
    {
        var table = new StringBuilder();
        foreach (var verdict in verdicts)
            table.Append(verdict.Mark).Append(' ').Append(verdict.Mutant).Append("  ").AppendLine(verdict.Explanation);
        table.AppendLine();
        foreach (var kind in verdicts.GroupBy(static verdict => verdict.Mutant.Kind).OrderBy(static kind => kind.Key, StringComparer.Ordinal))
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"{kind.Key,-28} {kind.Count(),4} mutants, {kind.Count(IsNoticed),4} noticed, {kind.Count(IsOnlyHinted),4} of them by a hint only, {kind.Count(static verdict => !IsNoticed(verdict)),4} survive");
        }

        table.AppendLine(CultureInfo.InvariantCulture, $"{"all",-28} {verdicts.Count,4} mutants, {verdicts.Count(IsNoticed),4} noticed, {verdicts.Count(IsOnlyHinted),4} of them by a hint only, {verdicts.Count(static verdict => !IsNoticed(verdict)),4} survive");
        return table.ToString();

        static bool IsNoticed(Verdict verdict) => verdict.Notices.Count > 0;
        static bool IsOnlyHinted(Verdict verdict) => verdict.Mark == "hint    ";
    }

    private sealed record Verdict(Mutant Mutant, IReadOnlyList<ManifestDiagnostic> Notices, Survivor? Survivor)
    {
        public string Mark => Notices.Count == 0 ? "SURVIVES" : Notices.All(static notice => notice.Severity == DiagnosticSeverity.Info) ? "hint    " : "noticed ";

        public string Explanation => Notices.Count > 0
            ? string.Join(", ", Notices.Select(static notice => notice.Id).Distinct())
            : Survivor?.Reason ?? $"not noticed by {string.Join(", ", Mutant.Rules)}";
    }
}
