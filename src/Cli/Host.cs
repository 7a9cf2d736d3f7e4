using System.Globalization;
using System.Text;
using EksLint.Cli.Output;
using EksLint.Configuration;

namespace EksLint.Cli;

/// <summary>The world around a run: streams, environment, working directory. The only place that touches the console.</summary>
internal sealed class Host : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Func<string, string?> _variable;

    /// <summary>Makes a host; tests put their own streams in.</summary>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="workingDirectory">The directory to which relative paths belong.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public Host(Stream output, Stream error, string workingDirectory, Func<string, string?> variable)
    {
        Output = output;
        ErrorOutput = error;
        Error = new StreamWriter(error, Utf8) { AutoFlush = true, NewLine = "\n" };
        WorkingDirectory = workingDirectory;
        _variable = variable;
    }

    /// <summary>Standard output, as bytes: what is written is UTF-8 whatever the locale.</summary>
    public Stream Output { get; }

    /// <summary>Standard error, as bytes.</summary>
    public Stream ErrorOutput { get; }

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; }

    /// <summary>The directory to which relative paths belong.</summary>
    public string WorkingDirectory { get; }

    /// <summary>Whether standard output is a terminal that understands escape sequences.</summary>
    public bool IsTerminal { get; private init; }

    /// <summary>Opens standard input.</summary>
    public Func<Stream> OpenInput { get; init; } = static () => Stream.Null;

    /// <summary>The host of this process.</summary>
    public static Host OfProcess()
    {
        // A Windows console shows bytes in its own code page unless told.
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
            Console.OutputEncoding = Utf8;
        return new Host(Console.OpenStandardOutput(), Console.OpenStandardError(), Environment.CurrentDirectory, Environment.GetEnvironmentVariable)
        {
            IsTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
            OpenInput = Console.OpenStandardInput,
        };
    }

    /// <summary>A writer of UTF-8 text with LF line ends, which leaves the stream open.</summary>
    public static StreamWriter CreateWriter(Stream stream) => new(stream, Utf8, bufferSize: 16 * 1024, leaveOpen: true) { NewLine = "\n" };

    /// <summary>The full path of a program on the PATH; null where there is none. The working directory is not searched: it holds strangers' files.</summary>
    public string? FindProgram(string name)
    {
        foreach (var directory in (_variable("PATH") ?? "").Split(Path.PathSeparator))
        {
            var full = Path.Join(directory, OperatingSystem.IsWindows() ? name + ".exe" : name);
            if (Path.IsPathFullyQualified(directory) && File.Exists(full))
                return full;
        }

        return null;
    }

    /// <summary>Says something about the run itself, on one line.</summary>
    public void Note(string message) => Error.WriteLine("ekslint: " + SafeText.Escape(message));

    /// <summary>Says what is wrong with a configuration file, as compilers do: <c>file(line,column): error: message</c>.</summary>
    public void WriteError(ConfigurationError error)
    {
        var place = error.Location.File.GetLinePosition(error.Location.Span.Start);
        Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{SafeText.EscapePath(error.Location.File.Path)}({place.Line + 1},{place.Character + 1}): error: {SafeText.Escape(error.Message)}"));
    }

    /// <summary>Says where something went wrong. Every line is led in, as messages quote text from strangers' files.</summary>
    public void NoteDetails(Exception exception)
    {
        foreach (var line in exception.ToString().ReplaceLineEndings("\n").Split('\n'))
            Error.WriteLine("  | " + SafeText.Escape(line));
    }

    /// <summary>Whether text on standard output is coloured: option, NO_COLOR, FORCE_COLOR, terminal.</summary>
    /// <param name="option">What <c>--color</c> says: null where it is not given or <c>auto</c>.</param>
    public bool UsesColor(bool? option)
    {
        if (option is { } decided)
            return decided;
        if (_variable("NO_COLOR") is { Length: > 0 })
            return false;
        return _variable("FORCE_COLOR") is { Length: > 0 } forced ? forced is not ("0" or "false") : IsTerminal;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Output.Dispose();
        Error.Dispose();
    }
}
