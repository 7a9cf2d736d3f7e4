using EksLint.Cli.Fixes;
using EksLint.Inputs;

namespace EksLint.Cli.Commands;

/// <summary>The file that <c>--cache</c> names.</summary>
internal sealed class CacheFile
{
    private readonly string _name;
    private readonly string _path;
    private readonly Host _host;

    private CacheFile(string name, string path, byte[] content, Host host)
    {
        _name = name;
        _path = path;
        _host = host;
        Outlines = new OutlineCache(content);
    }

    /// <summary>What it holds.</summary>
    public OutlineCache Outlines { get; }

    /// <summary>Opens a cache, or makes an empty one where there is no file.</summary>
    /// <param name="name">The path as the user names it.</param>
    /// <param name="host">The world around the run.</param>
    /// <exception cref="UsageException">The file is somebody else's, or cannot be read.</exception>
    public static CacheFile Open(string name, Host host)
    {
        var path = Path.GetFullPath(name, host.WorkingDirectory);
        try
        {
            if (!Path.Exists(path))
                return new CacheFile(name, path, [], host);
            using var stream = File.OpenRead(path);
            var content = new byte[Math.Min(stream.Length, OutlineCache.MostBytes)];
            stream.ReadExactly(content);
            return OutlineCache.MayReplace(content)
                ? new CacheFile(name, path, content, host)
                : throw new UsageException($"{name} is no cache of ekslint, and would be overwritten; name another file with --cache");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new UsageException($"cannot read {name}: {exception.Message}");
        }
    }

    /// <summary>Writes what is to be kept, if anything was learned. Who cannot write it says so, as the next run takes longer than it could, and nothing else.</summary>
    public void Save()
    {
        if (!Outlines.HasLearned)
            return;
        try
        {
            FileReplacer.Put(_path, Outlines.Encode());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _host.Note($"cannot write {_name}: {exception.Message}");
        }
    }
}
