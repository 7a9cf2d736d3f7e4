using EksLint.Cli.Output;
using EksLint.CodeFixes;
using EksLint.Inputs;
using EksLint.Syntax;

namespace EksLint.Cli.Fixes;

/// <summary>Fixes what a run finds, and writes or shows the result.</summary>
/// <param name="texts">What is linted.</param>
/// <param name="options">What is to be done.</param>
/// <param name="lint">Lints texts.</param>
/// <param name="host">The world around the run.</param>
internal sealed class FixSession(IReadOnlyCollection<InputText> texts, FixOptions options, Func<IEnumerable<InputText>, LintReport> lint, Host host)
{
    private readonly InputSnapshot _snapshot = new(texts);

    /// <summary>Whether everything that was to be written is.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Does it.</summary>
    /// <returns>What remains to be reported: behind the fixes, or, where the changes are only shown, in the files as they are.</returns>
    public LintReport Run()
    {
        var input = texts.SingleOrDefault(static text => text.File is null);
        if (input is not null && _snapshot.Find(input.Path) is null)
            throw new UsageException("standard input cannot be read to its end, so it cannot be fixed");

        var run = new FixRun(path => _snapshot.Find(path)!);
        var first = lint(_snapshot.With(run.Changed));
        var last = first;
        while (run.TryPass(last.Fixes(options.Safety)))
            last = lint(_snapshot.With(run.Changed));
        NoteUnfinished(run, last);

        if (options.ShowsDiff)
        {
            WriteDiff(run);
            first.Outcome = OutcomeOf(run, run.Changed);
            return first;
        }

        var written = Write(run);
        if (input is not null)
            WriteInput(run, input);
        if (!IsComplete)
            last = lint(_snapshot.With(written));
        last.Outcome = OutcomeOf(run, written);
        return last;
    }

    private FixOutcome OutcomeOf(FixRun run, IReadOnlyDictionary<string, byte[]> files) => new(options, files.Keys.Sum(run.CountOf), files.Count);

    private void NoteUnfinished(FixRun run, LintReport last)
    {
        foreach (var refused in run.Refused)
            host.Note($"{refused.File.Path}: the fix '{refused.Fix.Title}' was refused, as it would damage the file");
        if (run.Passes == FixRun.MostPasses && last.Fixes(options.Safety).Any())
            host.Note($"stopped after {FixRun.MostPasses} passes; there is more to fix");
    }

    private void WriteDiff(FixRun run)
    {
        using var writer = Host.CreateWriter(host.Output);
        foreach (var path in run.Changed.Keys.Order(StringComparer.Ordinal))
            UnifiedDiff.Write(writer, SourceDecoder.Decode(path, _snapshot.Find(path)!, out _), SourceDecoder.Decode(path, run.Changed[path], out _));
    }

    /// <summary>Writes the files; one that cannot be written does not keep back the others.</summary>
    private Dictionary<string, byte[]> Write(FixRun run)
    {
        var written = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (run.Changed.GetValueOrDefault(text.Path) is not { } bytes)
                continue;
            try
            {
                if (text.File is { } file)
                    FileReplacer.Replace(file, _snapshot.Find(text.Path)!, bytes);
                written[text.Path] = bytes;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                IsComplete = false;
                host.Note($"cannot fix {text.Path}: {exception.Message}");
            }
        }

        return written;
    }

    /// <summary>Standard input comes out whole, fixed or not: what reads it on the other side wants the text.</summary>
    private void WriteInput(FixRun run, InputText input)
    {
        host.Output.Write(run.Changed.GetValueOrDefault(input.Path) ?? _snapshot.Find(input.Path));
        host.Output.Flush();
    }
}
