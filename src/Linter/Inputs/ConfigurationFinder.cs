using EksLint.Analysis;
using EksLint.Configuration;
using EksLint.Syntax;

namespace EksLint.Inputs;

/// <summary>Opens the files that say how a project is linted. They come with what is linted, so nothing outside the project is read on their account.</summary>
#pragma warning disable RS0030 // Banned elsewhere for the sake of this folder.
public static class ConfigurationFinder
{
    /// <summary>Reads a configuration file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="workingDirectory">The directory to which the path that is shown belongs.</param>
    /// <param name="names">The rules that exist.</param>
    /// <param name="errors">What is wrong with it.</param>
    /// <returns>What the file says; null where something is wrong with it.</returns>
    public static ConfigurationFile? Read(string path, string workingDirectory, RuleNames names, out IReadOnlyList<ConfigurationError> errors)
    {
        var shown = Path.GetRelativePath(workingDirectory, path).Replace('\\', '/');
        var bytes = TryRead(path, out var problem);
        var file = bytes is null ? null : SourceDecoder.Decode(shown, bytes, out problem);
        if (problem is null)
            return ConfigurationReader.Read(file!, names, out errors);
        errors = [new ConfigurationError(new SourceLocation(new SourceFile(shown, []), default), $"this file cannot be read: {problem}")];
        return null;
    }

    /// <summary>The bytes of a file; null, with the reason, where it cannot be read or is a link that leads out of its project.</summary>
    internal static byte[]? TryRead(string path, out string? problem)
    {
        problem = null;
        try
        {
            if (LeadsOut(path))
            {
                problem = "it is a link that leads out of the project";
                return null;
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return InputReader.ReadBounded(stream);
        }
        catch (Exception exception) when (InputReader.IsUnreadable(exception))
        {
            problem = exception is UnauthorizedAccessException ? "there is no permission to read it" : exception.Message;
            return null;
        }
    }

    /// <summary>Whether a file is a link to something outside the repository, or outside its directory where there is no repository: what stands there is not for the messages about it.</summary>
    private static bool LeadsOut(string path)
    {
        if (new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) is not { } target)
            return false;
        var directory = Path.GetDirectoryName(path)!;
        return !ProjectFinder.IsInside(target.FullName, ProjectFinder.FindRepository(directory) ?? directory);
    }
}
#pragma warning restore RS0030
