namespace EksLint.Cli.Output;

/// <summary>Where a report goes, and how it is written.</summary>
/// <param name="Format">The format.</param>
/// <param name="File">The file; null for a standard stream.</param>
/// <param name="UsesError">Whether that stream is standard error.</param>
internal sealed record ReportTarget(IReportFormat Format, string? File, bool UsesError)
{
    /// <summary>Writes a report.</summary>
    public void Write(LintReport report, Host host)
    {
        if (File is null)
        {
            var output = UsesError ? host.ErrorOutput : host.Output;
            Format.Write(report, output);
            output.Flush();
            return;
        }

        try
        {
            using var stream = System.IO.File.Create(Path.GetFullPath(File, host.WorkingDirectory));
            Format.Write(report, stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot write {File}: {exception.Message}");
        }
    }
}

/// <summary>The formats by name.</summary>
internal static class ReportFormats
{
    /// <summary>The names for messages.</summary>
    public const string Names = "text, concise, json, sarif, github";

    /// <summary>Reads <c>F[=FILE]</c>; no value at all means text to standard output.</summary>
    /// <param name="values">What is given.</param>
    /// <param name="host">The world around the run.</param>
    /// <param name="color">What <c>--color</c> says.</param>
    /// <param name="usesError">Whether standard output is taken, so that what would go there goes to standard error.</param>
    public static IReadOnlyList<ReportTarget> Read(IReadOnlyList<string> values, Host host, bool? color, bool usesError)
    {
        var targets = new List<ReportTarget>();
        foreach (var value in values.DefaultIfEmpty("text"))
        {
            var separator = value.IndexOf('=', StringComparison.Ordinal);
            var name = separator < 0 ? value : value[..separator];
            var file = separator < 0 || value[(separator + 1)..] is "-" ? null : value[(separator + 1)..];
            if (file is { Length: 0 })
                throw new UsageException($"--format {value} names no file");
            if (targets.Exists(target => target.File == file))
                throw new UsageException(file is null ? "only one format can go to standard output; write --format F=FILE for the others" : $"two formats cannot go to {file}");
            var palette = file is null && !usesError ? new Palette(host.UsesColor(color), host.IsTerminal) : new Palette(color == true, UsesLinks: false);
            targets.Add(new ReportTarget(Create(name, palette, host.WorkingDirectory), file, usesError));
        }

        return targets;
    }

    private static IReportFormat Create(string name, Palette palette, string workingDirectory) => name switch
    {
        "text" => new TextFormat(palette),
        "concise" => new ConciseFormat(),
        "json" => new JsonFormat(),
        "sarif" => new SarifFormat(new RepositoryPaths(workingDirectory)),
        "github" => new GitHubFormat(new RepositoryPaths(workingDirectory)),
        _ => throw new UsageException($"there is no format '{name}'; valid are {Names}"),
    };
}
