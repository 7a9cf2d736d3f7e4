using System.Runtime.InteropServices;
using EksLint.Model;
using EksLint.Syntax;
using Microsoft.CodeAnalysis;

namespace EksLint.Analysis;

/// <summary>What silences findings in the files of a run, and what is wrong with it.</summary>
internal sealed class SuppressionIndex
{
    private readonly RuleNames _names;
    private readonly RuleSettings _settings;
    private readonly Dictionary<SourceFile, FileSuppressions> _files = [];
    private readonly List<FileSuppressions> _inOrder;
    private readonly Dictionary<ManifestObject, List<SuppressionDirective>> _ofDeployed = [];

    /// <summary>Reads the files that are reported on.</summary>
    public SuppressionIndex(AnalysisInput input, RuleNames names, RuleSettings settings)
    {
        _names = names;
        _settings = settings;
        var read = new FileSuppressions?[input.Files.Count];
        Cores.For(read.Length, i => read[i] = input.Files[i].IsReported ? new FileSuppressions(input.Files[i], names) : null);
        _files.EnsureCapacity(read.Length);
        for (var i = 0; i < read.Length; i++)
        {
            if (read[i] is { } suppressions)
                _files.Add(input.Files[i].Source, suppressions);
        }

        ReadDeployed(input, read);
        _inOrder = [.. read.OfType<FileSuppressions>().Where(static file => !file.IsEmpty)];
    }

    /// <summary>What silences a finding, or null.</summary>
    public Suppression? Find(ManifestDiagnostic diagnostic)
    {
        var found = _files[diagnostic.Location.File].Find(diagnostic);
        if (diagnostic.Manifest is not { } manifest || !_ofDeployed.TryGetValue(manifest, out var directives))
            return found;
        foreach (var directive in directives)
        {
            foreach (var entry in directive.Entries)
            {
                if (!entry.IsKnown || !entry.Pattern.Applies(diagnostic.Descriptor))
                    continue;
                found ??= new Suppression(directive.Noun, entry.Reason);
                entry.IsUsed = true;
            }
        }

        return found;
    }

    /// <summary>Whether findings in a file are reported.</summary>
    public bool Holds(SourceFile? file) => file is not null && _files.ContainsKey(file);

    /// <summary>What is wrong with comments and annotations, whatever they silence.</summary>
    public IEnumerable<SuppressionFault> FindFaults()
    {
        foreach (var file in _inOrder)
        {
            foreach (var key in file.UnknownKeys ?? [])
                yield return new SuppressionFault(SuppressionFaultKind.UnknownKey, Directive: null) { Key = key };
            foreach (var directive in file.Directives)
            {
                if (directive.Problem is not null)
                    yield return new SuppressionFault(SuppressionFaultKind.Malformed, directive);
                foreach (var entry in directive.Entries)
                {
                    if (!entry.IsKnown)
                        yield return new SuppressionFault(SuppressionFaultKind.UnknownRule, directive) { Entry = entry, Nearest = _names.FindNearest(entry.Text) };
                }

                if (directive.Entries.Any(static entry => entry is { IsKnown: true, Reason.Length: 0 }))
                    yield return new SuppressionFault(SuppressionFaultKind.WithoutReason, directive);
            }
        }
    }

    /// <summary>What silenced nothing, of rules that ran; asked when all other findings are known.</summary>
    public IEnumerable<SuppressionFault> FindUnused()
    {
        foreach (var file in _inOrder)
        {
            // What a document that could not be read would have given is unknown.
            if (file.HasErrors)
                continue;
            foreach (var directive in file.Directives)
            {
                var unused = directive.Entries.Where(entry => IsUnused(entry, directive)).ToList();
                if (unused.Count > 0 && unused.Count == directive.Entries.Count)
                {
                    yield return new SuppressionFault(SuppressionFaultKind.Unused, directive);
                    continue;
                }

                foreach (var entry in unused)
                    yield return new SuppressionFault(SuppressionFaultKind.Unused, directive) { Entry = entry };
            }
        }
    }

    /// <summary>Annotations that patches and kustomizations give to objects silence them in that deployment only. What is given to several objects is one
    /// annotation, which belongs to the file that gives it.</summary>
    private void ReadDeployed(AnalysisInput input, IEnumerable<FileSuppressions?> read)
    {
        if (!input.Files.Any(static file => file.HoldsComposed))
            return;
        var known = read.SelectMany(static file => file?.Directives ?? []).Where(static directive => directive.Annotation.Exists).Select(static directive => directive.Annotation.Location).ToHashSet();
        var given = new Dictionary<SourceLocation, SuppressionDirective>();
        foreach (var file in input.Files)
        {
            foreach (var manifest in file.Objects)
            {
                if (manifest.File.Map is null)
                    continue;
                foreach (var directive in SuppressionReader.ReadDeployed(file, manifest))
                {
                    var origin = directive.Annotation.Location.ToOrigin();
                    if (known.Contains(origin) || !_files.TryGetValue(origin.File, out var suppressions))
                        continue;
                    if (given.TryAdd(origin, directive))
                        suppressions.AddDeployed(directive, _names);
                    ref var directives = ref CollectionsMarshal.GetValueRefOrAddDefault(_ofDeployed, manifest, out _);
                    (directives ??= []).Add(given[origin]);
                }
            }
        }
    }

    /// <summary>Only of rules that all ran there can be said that none found anything; a comment about the unused ones speaks of itself.</summary>
    private bool IsUnused(SuppressionEntry entry, SuppressionDirective directive) =>
        entry is { IsKnown: true, IsUsed: false }
        && _names.Rules.Where(entry.Pattern.Applies).All(rule => _settings.SeverityOf(rule, directive.Location.File, directive.Manifest) != ReportDiagnostic.Suppress && !rule.CustomTags.Contains(SuppressionFault.UnusedRuleName, StringComparer.Ordinal));

    /// <summary>What silences findings in one file.</summary>
    private sealed class FileSuppressions
    {
        private readonly List<SuppressionDirective> _deployed = [];
        private readonly IReadOnlyList<SuppressionDirective> _written;

        // Of most files nothing is silenced.
        private Dictionary<string, SpanIndex>? _byWord;
        private Dictionary<DiagnosticDescriptor, List<SpanIndex>>? _byRule;

        public FileSuppressions(InputFile file, RuleNames names)
        {
            HasErrors = file.Parsed.Errors.Count > 0;
            (_written, UnknownKeys) = SuppressionReader.Read(file);
            foreach (var directive in _written)
            {
                foreach (var entry in directive.Entries)
                {
                    entry.IsKnown = names.IsKnown(entry.Text);
                    if (!entry.IsKnown)
                        continue;
                    _byWord ??= new(StringComparer.OrdinalIgnoreCase);
                    if (!_byWord.TryGetValue(entry.Text, out var index))
                        _byWord[entry.Text] = index = new SpanIndex();
                    index.Add(directive, entry);
                }
            }
        }

        public bool HasErrors { get; }

        /// <summary>Whether nothing stands in the file that is meant to silence anything.</summary>
        public bool IsEmpty => _written.Count == 0 && _deployed.Count == 0 && UnknownKeys is null;

        public IEnumerable<SuppressionDirective> Directives => _written.Concat(_deployed);

        public IReadOnlyList<YamlNode>? UnknownKeys { get; }

        /// <summary>Adds an annotation that the file gives to an object of a deployment.</summary>
        public void AddDeployed(SuppressionDirective directive, RuleNames names)
        {
            foreach (var entry in directive.Entries)
                entry.IsKnown = names.IsKnown(entry.Text);
            _deployed.Add(directive);
        }

        public Suppression? Find(ManifestDiagnostic diagnostic)
        {
            if (_byWord is null)
                return null;
            _byRule ??= [];
            if (!_byRule.TryGetValue(diagnostic.Descriptor, out var indexes))
            {
                _byRule[diagnostic.Descriptor] = indexes =
                [
                    .. _byWord.Select(word => (Index: word.Value, Exactness: new RulePattern(word.Key).ExactnessFor(diagnostic.Descriptor)))
                        .Where(static word => word.Exactness is not null)
                        .OrderByDescending(static word => word.Exactness)
                        .Select(static word => word.Index),
                ];
            }

            Suppression? found = null;
            foreach (var index in indexes)
                found = index.Find(diagnostic.Location.Span.Start) is var suppression && found is null ? suppression : found;
            return found;
        }
    }

    /// <summary>The places where one word counts. They nest, so each knows the one around it, and a place is found in as many steps as there are around it.</summary>
    private sealed class SpanIndex
    {
        private readonly List<(SourceSpan Span, SuppressionDirective Directive, SuppressionEntry Entry, int Around)> _places = [];
        private bool _isSorted;

        public void Add(SuppressionDirective directive, SuppressionEntry entry)
        {
            if (directive.Covered.End >= directive.Covered.Start)
                _places.Add((directive.Covered, directive, entry, -1));
        }

        /// <summary>What silences a finding that begins at a place: the innermost; those around it count as used too.</summary>
        public Suppression? Find(int position)
        {
            Sort();
            Suppression? found = null;
            for (var i = LastBefore(position); i >= 0; i = _places[i].Around)
            {
                var (span, directive, entry, _) = _places[i];
                if (span.End < position)
                    continue;
                found ??= new Suppression(directive.Noun, entry.Reason);
                entry.IsUsed = true;
            }

            return found;
        }

        private void Sort()
        {
            if (_isSorted)
                return;
            _isSorted = true;
            _places.Sort(static (left, right) => (left.Span.Start, right.Span.End).CompareTo((right.Span.Start, left.Span.End)));
            var around = new Stack<int>();
            for (var i = 0; i < _places.Count; i++)
            {
                while (around.TryPeek(out var top) && _places[top].Span.End < _places[i].Span.Start)
                    around.Pop();
                _places[i] = _places[i] with { Around = around.TryPeek(out var outer) ? outer : -1 };
                around.Push(i);
            }
        }

        private int LastBefore(int position)
        {
            var (low, high) = (0, _places.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_places[middle].Span.Start > position)
                    high = middle;
                else
                    low = middle + 1;
            }

            return low - 1;
        }
    }
}
