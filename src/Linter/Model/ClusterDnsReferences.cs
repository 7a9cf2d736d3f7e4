using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Model;

/// <summary>Where pods refer to others by names that only the DNS of the cluster resolves.</summary>
public static class ClusterDnsReferences
{
    /// <summary>The first value of an environment variable, or argument, that holds such a name; missing where none does.</summary>
    public static (YamlNode Node, string Name) FindFirst(PodSource pods)
    {
        ArgumentNullException.ThrowIfNull(pods);
        foreach (var container in pods.AllContainers)
        {
            var texts = container.Env.AsEnumerable().Select(static variable => variable.Value)
                .Concat(container.Command.AsEnumerable())
                .Concat(container.Args.AsEnumerable());
            foreach (var text in texts)
            {
                if (ClusterDnsName.FindIn(text.Text) is { } name)
                    return (text.Node, name);
            }
        }

        return default;
    }
}
