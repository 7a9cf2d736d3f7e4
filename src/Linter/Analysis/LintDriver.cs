using System.Collections.Immutable;
using EksLint.Model;
using EksLint.Schemas;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Analysis;

/// <summary>A rule that failed.</summary>
/// <param name="Analyzer">The type of the rule.</param>
/// <param name="Exception">What it threw.</param>
public sealed record RuleFailure(Type Analyzer, Exception Exception);

/// <summary>What a run found.</summary>
/// <param name="Diagnostics">The findings by path, line, column and id; suppressed ones among them.</param>
/// <param name="Failures">The rules that threw, each of which has its EKS0000 among the findings.</param>
public sealed record LintResult(ImmutableArray<ManifestDiagnostic> Diagnostics, ImmutableArray<RuleFailure> Failures);

/// <summary>Runs rules over what was read, on all cores, with the same result whatever their number.</summary>
public sealed class LintDriver
{
    private static readonly DiagnosticDescriptor RuleFailed = new(
        "EKS0000",
        title: "A rule failed",
        messageFormat: "The rule {0} failed on {1}: {2}",
        RuleCategories.Syntax,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A fault of ekslint, not of the manifest: the run goes on without this rule on this object.",
        helpLinkUri: RuleReference.GetHelpUri("EKS0000", "rule-failed"),
        customTags: "rule-failed");

    // As many pieces of a file are handed out at once; of few there are enough for all cores.
    private const int LargeSlice = 32;
    private const int FewSlices = 16;

    private readonly ActionTable _actions = new();
    private readonly RuleSettings _settings;
    private readonly RuleNames _names;

    /// <summary>Makes a driver for rules; those that the settings turn off are left out.</summary>
    public LintDriver(IEnumerable<ManifestAnalyzer> analyzers, RuleSettings settings)
    {
        ArgumentNullException.ThrowIfNull(analyzers);
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        var all = analyzers.ToList();
        _names = new RuleNames(all.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Append(RuleFailed));
        foreach (var analyzer in all)
        {
            if (settings.LetAllRun || analyzer.SupportedDiagnostics.Any(settings.MayRun))
                analyzer.Initialize(new AnalysisContext(_actions, analyzer));
        }
    }

    /// <summary>The descriptor of the driver's own finding.</summary>
    public static DiagnosticDescriptor RuleFailedDescriptor => RuleFailed;

    /// <summary>The number of threads; for tests, as the result does not depend on it.</summary>
    public int Threads { get; init; } = -1;

    /// <summary>Where to note what the rules cost; null where nobody asks.</summary>
    public RunProfile? Profile { get; init; }

    /// <summary>Looks at everything and gathers the findings in the files that are reported on.</summary>
    public LintResult Run(AnalysisInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var found = new List<DiagnosticBuilder>();
        var failures = new List<RuleFailure>();
        var work = Cut(input);
        SuppressionIndex suppressions = null!;
        if (input.Files.Count > 1 || input.ReportedManifests.Count > LargeSlice)
        {
            RunOnAllCores();
        }
        else
        {
            // What shares work out takes longer to load than so little takes.
            FindSuppressions();
            RunOverSet();
            var pass = Begin();
            work.ForEach(pass.Run);
            End(pass);
        }

        Profile?.EndPhase("rules");

        var secrets = input.Secrets;
        var diagnostics = Build(found, secrets, suppressions);
        if (!_actions.Suppressions.IsEmpty)
        {
            diagnostics.AddRange(Build(new Pass(this, input, failures).RunOver(suppressions.FindFaults()), secrets, suppressions));
            if (failures.Count == 0 && !input.IsPartial)
                diagnostics.AddRange(Build(new Pass(this, input, failures).RunOver(suppressions.FindUnused()), secrets, suppressions));
        }

        var inOrder = diagnostics
            .OrderBy(static diagnostic => diagnostic.Location.File.Path, StringComparer.Ordinal)
            .ThenBy(static diagnostic => diagnostic.Location.Span.Start)
            .ThenBy(static diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .ThenBy(static diagnostic => diagnostic.Location.Span.End)
            .ThenBy(static diagnostic => diagnostic.Message, StringComparer.Ordinal);
        var result = new LintResult([.. WithoutRepetitions(inOrder)], [.. failures]);
        Profile?.EndPhase("findings");
        return result;

        void RunOnAllCores()
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = Threads };

            // What stands first is done here, at once; what follows waits for another thread to wake up.
            Parallel.Invoke(options, () => Parallel.ForEach(work, options, Begin, static (slice, _, pass) => Run(slice, pass), End), RunOverSet, FindSuppressions);
        }

        void FindSuppressions() => suppressions = new SuppressionIndex(input, _names, _settings);

        void RunOverSet() => Gather(Begin().RunOverSet());

        Pass Begin() => new(this, input, failures);

        static Pass Run(Slice slice, Pass pass)
        {
            pass.Run(slice);
            return pass;
        }

        void End(Pass pass) => Gather(pass.End());

        void Gather(List<DiagnosticBuilder> reported)
        {
            lock (found)
                found.AddRange(reported);
        }
    }

    /// <summary>What stands behind an anchor is looked at once for each alias, and a base under several overlays once for each; what is found in it is one finding.</summary>
    private static IEnumerable<ManifestDiagnostic> WithoutRepetitions(IEnumerable<ManifestDiagnostic> diagnostics)
    {
        var seen = new HashSet<FindingKey>();
        var scopes = new Dictionary<FindingKey, DeploymentScope>();
        foreach (var diagnostic in diagnostics)
        {
            var (file, span) = diagnostic.Location;
            var key = new FindingKey(file, span.Start, span.End, diagnostic.Id, diagnostic.Message, diagnostic.Suppression is null);
            if (!seen.Add(key))
                continue;
            key = key with { Message = null };
            if (diagnostic.Manifest?.Scope is not { } scope || scopes.TryAdd(key, scope) || scopes[key] == scope)
                yield return diagnostic;
        }
    }

    /// <summary>The findings with their severities, those silenced marked; without what is turned off and what stands in context.</summary>
    private List<ManifestDiagnostic> Build(IEnumerable<DiagnosticBuilder> reported, SecretMasks secrets, SuppressionIndex suppressions)
    {
        var result = new List<ManifestDiagnostic>();
        foreach (var builder in reported)
        {
            if (!suppressions.Holds(builder.Location.ToOrigin().File) || builder.Build(_settings, secrets) is not { } diagnostic)
                continue;
            diagnostic.Suppression = suppressions.Find(diagnostic);
            result.Add(diagnostic);
        }

        return result;
    }

    /// <summary>One file can hold most of the objects of a run, so it is cut into pieces that can be looked at on several cores. Of what is context only the
    /// objects count that consist of pieces of files that are reported on.</summary>
    private static List<Slice> Cut(AnalysisInput input)
    {
        var size = Math.Clamp(input.ReportedManifests.Count / FewSlices, 1, LargeSlice);
        var slices = new List<Slice>();
        foreach (var file in input.Files)
        {
            if (!file.IsReported)
            {
                var composed = file.HoldsComposed ? file.Objects.Count : 0;
                for (var i = 0; i < composed; i++)
                {
                    if (input.MayReportIn(file, file.Objects[i]))
                        slices.Add(new Slice(file, i, i + 1));
                }

                continue;
            }

            var count = Math.Max(file.Objects.Count, file.Parsed.Documents.Count);
            slices.Add(new Slice(file, 0, Math.Min(size, count)));
            for (var start = size; start < count; start += size)
                slices.Add(new Slice(file, start, Math.Min(start + size, count)));
        }

        return slices;
    }

    /// <summary>What makes two findings one.</summary>
    private sealed record FindingKey(SourceFile File, int Start, int End, string Id, string? Message, bool IsReported);

    /// <summary>The work of one thread.</summary>
    private sealed class Pass
    {
        private readonly ActionTable _actions;
        private readonly AnalysisInput _input;
        private readonly List<RuleFailure> _failures;
        private readonly List<Misfit> _misfits = [];
        private readonly SchemaValidator _validator;
        private readonly RunProfile? _profile;
        private readonly RuleCosts? _costs;

        public Pass(LintDriver driver, AnalysisInput input, List<RuleFailure> failures)
        {
            _actions = driver._actions;
            _input = input;
            _failures = failures;
            _validator = new SchemaValidator(_misfits.Add);
            _profile = driver.Profile;
            _costs = _profile is null ? null : new RuleCosts();
        }

        private List<DiagnosticBuilder> Reported { get; } = [];

        /// <summary>Hands over what was found.</summary>
        public List<DiagnosticBuilder> End()
        {
            if (_costs is not null)
                _profile?.Add(_costs);
            return Reported;
        }

        public void Run(Slice slice)
        {
            if (slice.File.IsReported)
            {
                if (slice.Start == 0)
                    RunOverErrors(slice.File);
                RunOverDocuments(slice);
            }

            var end = Math.Min(slice.End, slice.File.Objects.Count);
            for (var i = slice.Start; i < end; i++)
                Run(slice.File.Objects[i]);
        }

        public List<DiagnosticBuilder> RunOverSet()
        {
            Invoke(_actions.ManifestSets, new ManifestSetAnalysisContext(_input, Reported));
            return End();
        }

        public List<DiagnosticBuilder> RunOver(IEnumerable<SuppressionFault> faults)
        {
            foreach (var fault in faults)
                Invoke(_actions.Suppressions.For((int)fault.Kind), new SuppressionAnalysisContext(_input, Reported, fault));
            return End();
        }

        private void RunOverErrors(InputFile file)
        {
            foreach (var error in file.Parsed.Errors)
                Invoke(_actions.SyntaxErrors.For((int)error.Kind), new SyntaxErrorAnalysisContext(_input, Reported, error));
        }

        private void RunOverDocuments(Slice slice)
        {
            var documents = slice.File.Parsed.Documents;
            var end = Math.Min(slice.End, documents.Count);
            if (_actions.Documents.Count == 0 || slice.Start >= end)
                return;
            var objects = slice.File.WrittenObjects;
            var next = FindFirst(objects, documents[slice.Start].Span.Start);
            for (var i = slice.Start; i < end; i++)
            {
                var document = documents[i];
                var first = next;
                while (next < objects.Count && objects[next].Root.Document == document)
                    next++;
                var only = next == first + 1 ? objects[first] : null;
                Invoke(_actions.Documents, new DocumentAnalysisContext(_input, Reported, slice.File, document, objectCount: next - first, only));
            }
        }

        /// <summary>The first object that stands at or behind a place: they stand in the order of their documents.</summary>
        private static int FindFirst(IReadOnlyList<ManifestObject> objects, int place)
        {
            var (low, high) = (0, objects.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (objects[middle].Root.Document.Span.Start < place)
                    low = middle + 1;
                else
                    high = middle;
            }

            return low;
        }

        private void Run(ManifestObject manifest)
        {
            // What a controller wrote is mended where it read it.
            if (manifest.Maker is not null)
                return;
            if (!_actions.Misfits.IsEmpty)
            {
                _costs?.Begin();
                var misfits = FindMisfits(manifest);
                _costs?.End("schemas");
                foreach (var misfit in misfits)
                    Invoke(_actions.Misfits.For((int)misfit.Kind), new MisfitAnalysisContext(_input, Reported, manifest, misfit));
            }

            var context = new ManifestAnalysisContext(_input, Reported, manifest);
            Invoke(_actions.Manifests, context);
            Invoke(_actions.Objects.For(manifest.ApiVersion, manifest.Kind), context);
            RunOverAnnotations(manifest, manifest.Root, context);
            if (manifest.Pods is not { } pods)
                return;
            Invoke(_actions.PodTemplates, new PodTemplateAnalysisContext(_input, Reported, pods));

            // A Pod is an object and a template in one.
            if (pods.Template != manifest.Root)
                RunOverAnnotations(manifest, pods.Template, context);
        }

        private void RunOverAnnotations(ManifestObject manifest, YamlNode annotated, ManifestAnalysisContext context)
        {
            if (annotated["metadata"u8]["annotations"u8] is { Exists: true } annotations)
                Invoke(_actions.Annotations, new AnnotationsAnalysisContext(context, manifest, annotations));
        }

        /// <summary>A definition of the run says more of its kind than the tables, which may know another version of it.</summary>
        private IReadOnlyList<Misfit> FindMisfits(ManifestObject manifest)
        {
            if (_input.Manifests.CustomKinds.Validate(manifest) is { } found)
                return found;
            _misfits.Clear();
            if (manifest.Schema?.Type is { } type)
                _validator.ValidateObject(manifest.Root, type);
            return _misfits;
        }

        private void Invoke<TContext>(List<RegisteredAction<TContext>> actions, TContext context)
            where TContext : ReportingContext
        {
            foreach (var (analyzer, action) in actions)
            {
                _costs?.Begin();
                try
                {
                    action(context);
                }
#pragma warning disable CA1031 // A rule that throws costs one diagnostic, never the run.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    lock (_failures)
                        _failures.Add(new RuleFailure(analyzer.GetType(), exception));
                    var id = analyzer.SupportedDiagnostics is [var first, ..] ? first.Id : analyzer.GetType().Name;
                    Reported.Add(new DiagnosticBuilder(RuleFailed, context.Place, default, null, [id, context.What, exception.Message]));
                }

                _costs?.End(analyzer);
            }
        }
    }
}

/// <summary>Some documents and objects of a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Start">The first of both.</param>
/// <param name="End">Behind the last of both, of which there may be fewer.</param>
internal sealed record Slice(InputFile File, int Start, int End);
