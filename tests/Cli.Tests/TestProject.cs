using System.Text;

namespace EksLint.Cli.Tests;

/// <summary>A directory with some files, which is the root of a repository; gone when the test is over.</summary>
internal sealed class TestProject : IDisposable
{
    public TestProject(params ReadOnlySpan<(string Path, string Text)> files)
    {
        Directory.CreateDirectory(Path.Combine(Root, ".git"));
        foreach (var (path, text) in files)
            Write(path, text);
    }

    /// <summary>The directory.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("ekslint-").FullName;

    /// <summary>A Service whose target port its pods do not have, and the pods: one EKS2003.</summary>
    /// <param name="service">The name of the Service, as YAML.</param>
    /// <param name="port">The port that it forwards to, as YAML.</param>
    public static string Bad(string service = "web", string port = "htttp") =>
        $$$"""
        apiVersion: v1
        kind: Service
        metadata:
          name: {{{service}}}
        spec:
          selector: {app: web}
          ports:
            - port: 80
              targetPort: {{{port}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, labels: {app: web}}
        spec:
          containers:
            - name: web
              image: registry.example/web:1.4
              ports:
                - {name: http, containerPort: 8080}

        """;

    /// <summary>The same without a mistake.</summary>
    public static string Good() => Bad(port: "http");

    /// <summary>Writes a file.</summary>
    public void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file.</summary>
    public void Write(string path, byte[] bytes)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
    }

    /// <summary>Reads a file.</summary>
    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Runs the program here, with the rule that these files are about.</summary>
    public RunResult Lint(params string[] arguments) => Ekslint.Run(Root, ["--select", "EKS2003", .. arguments]);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
