using System.Diagnostics;
using System.Text;
using EksLint.Configuration;
using EksLint.Inputs;
using EksLint.Syntax;

namespace EksLint.Cli;

/// <summary>Renders charts with the <c>helm</c> program, where somebody asks for it: <c>--helm</c>.</summary>
/// <remarks>helm.sh/docs/helm/helm_template: it renders on this machine and asks no cluster.</remarks>
internal sealed class ChartRenderer(ProjectSettings settings, Host host)
{
    private const string ChartFile = "Chart.yaml";

    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(1);

    /// <summary>Whether every chart could be rendered.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Puts what charts render to in the place of their templates.</summary>
    public IReadOnlyCollection<InputText> Render(IReadOnlyCollection<InputText> texts)
    {
        var all = texts.Where(static text => text.File is not null && Path.GetFileName(text.File) == ChartFile).Select(static text => text.Path[..^ChartFile.Length].TrimEnd('/')).ToList();

        // What stands in charts/ of another chart is a part of it.
        var charts = all.Where(chart => !all.Exists(outer => IsBelow(chart, outer.Length == 0 ? "charts" : outer + "/charts")) && !IsLibrary(chart)).ToList();
        if (charts.Count == 0)
            return texts;
        var helm = host.FindProgram("helm")
            ?? throw new UsageException($"--helm: there is no program 'helm' on the PATH; install it (https://helm.sh/docs/intro/install), or render the chart elsewhere: helm template {charts[0]} | ekslint -");

        var result = texts.ToList();
        foreach (var chart in charts)
        {
            var rendered = ReleasesOf(chart).Select(release => Render(helm, chart, release)).OfType<InputText>().ToList();
            if (rendered.Count == 0)
                continue;
            var isContext = texts.First(text => text.Path == Join(chart, ChartFile)).IsContext;
            result.RemoveAll(text => IsBelow(text.Path, Join(chart, "templates")) || IsBelow(text.Path, Join(chart, "charts")));
            result.AddRange(rendered.Select(text => text with { IsContext = isContext }));
        }

        return result;
    }

    private IEnumerable<HelmRelease> ReleasesOf(string chart)
    {
        var full = Path.GetFullPath(chart, host.WorkingDirectory);
        var known = settings.File?.Helm.Where(release => Path.TrimEndingDirectorySeparator(Path.GetFullPath(release.Chart, settings.Root)) == full).ToList() ?? [];
        return known.Count > 0 ? known : [new HelmRelease(chart, [], Namespace: null)];
    }

    private InputText? Render(string helm, string chart, HelmRelease release)
    {
        var full = Path.GetFullPath(chart, host.WorkingDirectory);
        var start = new ProcessStartInfo(helm, ["template", "release-name", full])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = host.WorkingDirectory,
        };
        foreach (var values in release.Values)
        {
            start.ArgumentList.Add("--values");
            start.ArgumentList.Add(Path.GetFullPath(values, settings.Root));
        }

        if (release.Namespace is not null)
            start.ArgumentList.Add("--namespace=" + release.Namespace);

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = Task.Run(() => ReadBounded(process.StandardOutput.BaseStream));
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(LongestRun))
        {
            process.Kill(entireProcessTree: true);
            return Fail(chart, "it takes more than a minute");
        }

        if (process.ExitCode != 0)
            return Fail(chart, errors.GetAwaiter().GetResult().ReplaceLineEndings("\n").Split('\n').FirstOrDefault(static line => line.Length > 0) ?? $"exit code {process.ExitCode}");
        var bytes = output.GetAwaiter().GetResult();
        var suffix = release.Values.Count > 0 ? $"<rendered with {string.Join(", ", release.Values)}>" : "<rendered>";
        return new InputText(Join(chart, suffix), () => new MemoryStream(bytes, writable: false));
    }

    private InputText? Fail(string chart, string problem)
    {
        IsComplete = false;
        host.Note($"helm cannot render {(chart.Length == 0 ? "." : chart)}: {problem}");
        return null;
    }

    /// <summary>All that is written is read, or the program would wait; one byte beyond the limit is kept, which the reader refuses.</summary>
    private static byte[] ReadBounded(Stream stream)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (stream.Read(buffer) is > 0 and var length)
            kept.Write(buffer, 0, (int)Math.Min(length, YamlLimits.FileBytes + 1L - kept.Length));
        return kept.ToArray();
    }

    /// <summary>A library is no application: it renders to nothing, and helm refuses it.</summary>
    private bool IsLibrary(string chart)
    {
        try
        {
            var path = Path.GetFullPath(Join(chart, ChartFile), host.WorkingDirectory);
            return new FileInfo(path).Length <= YamlLimits.FileBytes
                && YamlParser.Parse(new SourceFile(path, File.ReadAllBytes(path))).Documents is [var document, ..]
                && document.Root["type"].Text == "library";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsBelow(string path, string directory) => path.Length > directory.Length && path.StartsWith(directory, StringComparison.Ordinal) && path[directory.Length] == '/';

    private static string Join(string directory, string name) => directory.Length == 0 ? name : directory + "/" + name;
}
