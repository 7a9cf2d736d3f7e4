using EksLint.Analysis;
using EksLint.Aws;
using EksLint.Configuration;
using EksLint.Inputs.Kustomize;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Syntax;

namespace EksLint.Inputs;

/// <summary>Something to read: a file, or standard input.</summary>
public sealed record InputText
{
    private readonly Func<Stream>? _open;
    private readonly byte[]? _bytes;

    /// <summary>Something that is opened in a way of its own.</summary>
    /// <param name="path">The path to show: forward slashes, relative to the working directory.</param>
    /// <param name="open">Opens it; may throw what opening a file throws.</param>
    public InputText(string path, Func<Stream> open)
    {
        Path = path;
        _open = open;
    }

    /// <summary>A file.</summary>
    /// <param name="path">The path to show: forward slashes, relative to the working directory.</param>
    /// <param name="file">Its full path.</param>
    public InputText(string path, string file)
    {
        Path = path;
        File = file;
    }

    /// <summary>The path to show: forward slashes, relative to the working directory.</summary>
    public string Path { get; }

    /// <summary>The full path of the file; null for standard input.</summary>
    public string? File { get; init; }

    /// <summary>Whether it is only read for what it says of other files: nothing in it is reported.</summary>
    public bool IsContext { get; init; }

    /// <summary>What stands for its bytes; null where they are read.</summary>
    internal byte[]? Bytes
    {
        init => _bytes = value;
    }

    /// <summary>What tells whether the file has changed; null where nobody asked, and where the bytes come from elsewhere.</summary>
    internal FileStamp? Stamp
    {
        get => _bytes is null ? field : null;
        init;
    }

    /// <summary>Opens it; may throw what opening a file throws.</summary>
    internal Stream Open() =>
        _bytes is not null ? new MemoryStream(_bytes, writable: false)
        : _open is not null ? _open()
        : FileFinder.Open(File!);

    /// <summary>Reads it to the end, but no further than one byte beyond the limit: a device or a pipe may never end.</summary>
    internal byte[] Read()
    {
        if (_bytes is not null)
            return _bytes;
        if (_open is null)
            return FileFinder.Read(File!);
        using var stream = _open();
        return InputReader.ReadBounded(stream);
    }
}

/// <summary>Turns texts into what the driver looks at: documents, objects with what kustomizations make of them, network facts.</summary>
public static class InputReader
{
    private const string ChartFile = "Chart.yaml";
    private const string InnerChartFile = "/" + ChartFile;

    /// <summary>Reads texts, on all cores; the order of the result is that of the paths.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="settings">What the configuration says; null where there is none.</param>
    /// <param name="profile">Where to note what it costs; null where nobody asks.</param>
    /// <param name="cache">What is known of files of the context; null where they are all read.</param>
    public static AnalysisInput Read(IEnumerable<InputText> texts, ProjectSettings? settings = null, RunProfile? profile = null, OutlineCache? cache = null) =>
        Read(texts, YamlParser.Producer, settings, profile, cache);

    /// <summary>Reads texts with a producer of the caller's.</summary>
    internal static AnalysisInput Read(IEnumerable<InputText> texts, ITapeProducer producer, ProjectSettings? settings = null, RunProfile? profile = null, OutlineCache? cache = null)
    {
        var whole = new DocumentReader(producer);
        var outlines = new DocumentReader(producer) { UsesOutlines = true };
        var all = InOrder(texts);
        var charts = all.Where(static text => text.Path == ChartFile || text.Path.EndsWith(InnerChartFile, StringComparison.Ordinal))
            .Select(static text => text.Path.Length > ChartFile.Length ? text.Path[..^(ChartFile.Length + 1)] : "")
            .ToHashSet(StringComparer.Ordinal);
        var read = new ReadText[all.Length];
        Func<InputText, ReadText> readOutlines = text => Parse(text, charts, outlines);
        Cores.For(all.Length, i =>
        {
            var text = all[i];
            if (!text.IsContext || KustomizationFile.IsNamedSo(text.Path))
                read[i] = Parse(text, charts, whole);
            else
                read[i] = cache is null || IsInChart(text, charts) ? readOutlines(text) : cache.Read(text, readOutlines);
        });
        var files = Array.ConvertAll(read, static text => text.File);
        var objects = Array.ConvertAll(read, static text => text.Objects);
        profile?.EndPhase("parse");
        IReadOnlyList<ResolvedRoot> roots = [];
        var deployed = objects;
        var project = new ProjectFiles(files, objects, read.Select(static text => text.Kustomization).OfType<KustomizationFile>());
        if (project.Kustomizations.Count > 0)
        {
            roots = new KustomizationResolver(project, new CompanionReader(all).Read).ResolveAll();
            deployed = DeployedObjects.Find(project, roots);
        }

        var manifests = Flatten(deployed);
        DeliverySet.Apply(manifests);
        SetScopes(manifests, settings);
        DeploymentScope.FindAlternatives(manifests);

        var inputs = new List<InputFile>(files.Length);
        for (var i = 0; i < files.Length; i++)
            inputs.Add(MakeInput(files[i], objects[i], deployed[i], isReported: !all[i].IsContext));
        var unread = files.Where(static file => file.Errors.Count > 0).Select(static file => file.File.Directory);
        var input = new AnalysisInput(inputs, new ManifestSet(manifests, unread, settings?.Externals), NetworkReader.Read(files.Where((_, i) => read[i].MaySayOfNetwork)))
        {
            KubernetesVersion = settings?.KubernetesVersion?.Value,
            Cluster = settings?.Cluster ?? ClusterSettings.None,
            UnresolvedKustomizations =
            [
                .. roots.Where(static root => root.Problem is not null).Select(static root => new UnresolvedKustomization(root.Kustomization.File.Path, root.Problem!)),
            ],
        };
        profile?.EndPhase("connect");
        return input;
    }

    private static ManifestObject[] Flatten(List<ManifestObject>[] objects)
    {
        var count = 0;
        foreach (var ofFile in objects)
            count += ofFile.Count;
        var all = new ManifestObject[count];
        count = 0;
        foreach (var ofFile in objects)
        {
            ofFile.CopyTo(all, count);
            count += ofFile.Count;
        }

        return all;
    }

    /// <summary>Found files are in order as a rule, so that nothing needs to be sorted.</summary>
    private static InputText[] InOrder(IEnumerable<InputText> texts)
    {
        InputText[] all = [.. texts];
        for (var i = 1; i < all.Length; i++)
        {
            if (string.CompareOrdinal(all[i - 1].Path, all[i].Path) > 0)
                return [.. all.OrderBy(static text => text.Path, StringComparer.Ordinal)];
        }

        return all;
    }

    /// <summary>What the configuration says of a file is stronger than its kustomization; what a kustomization deploys stands where the kustomization does.</summary>
    private static void SetScopes(IEnumerable<ManifestObject> objects, ProjectSettings? settings)
    {
        if (settings?.File is not { Scopes.Count: > 0 })
            return;
        var scopes = new Dictionary<string, DeploymentScope>(StringComparer.Ordinal);
        foreach (var manifest in objects)
        {
            var path = manifest.Kustomization is { } directory ? (directory.Length == 0 ? "" : directory + "/") + "kustomization.yaml" : manifest.File.Path;
            if (settings.ScopeOf(path) is not { } name)
                continue;
            if (!scopes.TryGetValue(name, out var scope))
                scopes[name] = scope = new DeploymentScope(name);
            manifest.Scope = scope;
        }
    }

    private static InputFile MakeInput(ParsedFile file, List<ManifestObject> written, List<ManifestObject> deployed, bool isReported)
    {
        if (!written.Exists(static manifest => manifest.IsPatch))
            return new InputFile(file, deployed, isReported) { WrittenObjects = written };
        return new InputFile(file, deployed, isReported)
        {
            WrittenObjects = written.FindAll(static manifest => !manifest.IsPatch),
            Patches = written.Where(static manifest => manifest.IsPatch).Select(static manifest => manifest.Root.Document).ToHashSet(),
        };
    }

    private static ReadText Parse(InputText text, IReadOnlySet<string> charts, DocumentReader reader)
    {
        byte[] bytes;
        try
        {
            bytes = text.Read();
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return Unreadable(new SourceFile(text.Path, []), exception is UnauthorizedAccessException ? "there is no permission to read it" : exception.Message);
        }

        // The parser says so itself; nothing of such a file is worth keeping.
        if (reader.UsesOutlines && SaysNothingOfOthers(bytes))
            return new ReadText(new ParsedFile(new SourceFile(text.Path, []), [], []), []);
        if (bytes.Length > YamlLimits.FileBytes)
            return new ReadText(reader.Read(new SourceFile(text.Path, bytes)), []);
        var file = SourceDecoder.Decode(text.Path, bytes, out var problem);
        if (problem is not null)
            return Unreadable(file, problem);
        if (IsInChart(text, charts))
            return new ReadText(TemplateDetector.PassOver(file), []);
        var parsed = reader.Read(file, Contents.Of, out var parts);
        var rendered = TemplateDetector.PassOver(parsed);
        var contents = !ReferenceEquals(rendered, parsed) ? Contents.Of(rendered.Documents) : parts.Length == 1 ? parts[0] : Contents.Join(parts);
        return new ReadText(rendered, contents.Objects) { MaySayOfNetwork = contents.MaySayOfNetwork };
    }

    private static bool IsInChart(InputText text, IReadOnlySet<string> charts) => charts.Count > 0 && TemplateDetector.IsInChart(text.Path, charts);

    /// <summary>Whether a file holds neither manifests nor patches nor network facts for certain, so that as context it need not be parsed.</summary>
    private static bool SaysNothingOfOthers(ReadOnlySpan<byte> text) =>
        text.IndexOf("apiVersion"u8) < 0
        && text.IndexOf("resources"u8) < 0
        && text.IndexOf("Resources"u8) < 0
        && text.IndexOf("Subnets"u8) < 0
        && !MayBeJsonPatch(text)
        && !text.Contains((byte)0);

    /// <summary>A JSON patch names no apiVersion: it is a list of <c>op</c> and <c>path</c>.</summary>
    private static bool MayBeJsonPatch(ReadOnlySpan<byte> text) =>
        text.IndexOf("path"u8) >= 0 && (text.IndexOf("op:"u8) >= 0 || text.IndexOf("op\""u8) >= 0 || text.IndexOf("op'"u8) >= 0);

    /// <summary>Whether an exception means that a file cannot be read.</summary>
    internal static bool IsUnreadable(Exception exception) => exception is IOException or UnauthorizedAccessException or NotSupportedException;

    /// <summary>Reads to the end, but no further than one byte beyond the limit: a device or a pipe may never end.</summary>
    internal static byte[] ReadBounded(Stream stream)
    {
        if (stream.CanSeek)
        {
            var bytes = new byte[Math.Min(stream.Length, YamlLimits.FileBytes + 1L)];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length == bytes.Length && length > 0 ? bytes : length == 0 ? ReadPipe(stream) : bytes[..length];
        }

        return ReadPipe(stream);
    }

    /// <summary>Reads what cannot be read twice, and may never end.</summary>
    /// <param name="stream">The rest of it.</param>
    /// <param name="beginning">What was read of it before.</param>
    internal static byte[] ReadPipe(Stream stream, ReadOnlySpan<byte> beginning = default)
    {
        using var all = new MemoryStream();
        all.Write(beginning);
        var buffer = new byte[64 * 1024];
        while (all.Length <= YamlLimits.FileBytes && stream.Read(buffer) is > 0 and var length)
            all.Write(buffer, 0, length);
        return all.ToArray();
    }

    private static ReadText Unreadable(SourceFile file, string problem) =>
        new(new ParsedFile(file, [], [new SyntaxError(SyntaxErrorKind.Unreadable, new SourceLocation(file, default), problem)]), []);

    /// <summary>What is asked of documents as soon as they are read, when they are still at hand.</summary>
    /// <param name="Objects">Their objects.</param>
    /// <param name="MaySayOfNetwork">Whether they may say anything of the VPC.</param>
    private sealed record Contents(List<ManifestObject> Objects, bool MaySayOfNetwork)
    {
        public static Contents Of(IReadOnlyList<YamlDocument> documents) => new(ManifestReader.Read(documents), NetworkReader.MaySayAnything(documents));

        public static Contents Join(Contents[] parts) =>
            new([.. parts.SelectMany(static part => part.Objects)], parts.Any(static part => part.MaySayOfNetwork));
    }
}

/// <summary>A text that was read.</summary>
/// <param name="File">Its documents.</param>
/// <param name="Objects">Their objects.</param>
internal sealed record ReadText(ParsedFile File, List<ManifestObject> Objects)
{
    /// <summary>Whether it may say anything of the VPC.</summary>
    public bool MaySayOfNetwork { get; init; }

    /// <summary>The kustomization that it is; null for most.</summary>
    public KustomizationFile? Kustomization { get; } = KustomizationFile.Find(File);
}
