using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;

namespace EksLint.Manifests;

/// <summary>A port that a container declares.</summary>
/// <param name="Pods">The source of the pods.</param>
/// <param name="Port">The port.</param>
public readonly record struct DeclaredPort(PodSource Pods, ContainerPort Port)
{
    /// <summary>The protocol; TCP where none is given.</summary>
    public string Protocol => Port.Protocol.Or("TCP");
}

/// <summary>The pods behind a selector: those nearest to who selects, as far as the set knows them.</summary>
public sealed class PodSelection
{
    private readonly HashSet<(string Port, string Protocol)> _declared = [];
    private readonly HashSet<string> _declaredByAny = new(StringComparer.Ordinal);
    private readonly bool _hasUnknownPorts;

    internal PodSelection(IReadOnlyList<PodSource> pods, bool areKnown)
    {
        Pods = pods;
        AreKnown = areKnown && pods.Count > 0;
        var ports = new List<DeclaredPort>();
        foreach (var source in pods)
        {
            foreach (var container in source.RunningContainers)
            {
                foreach (var port in container.Ports)
                {
                    var declared = new DeclaredPort(source, port);
                    ports.Add(declared);
                    _hasUnknownPorts |= port.Name.IsUnknown || (port.ContainerPortField.Number is null && !port.ContainerPortField.Node.IsNull);
                    _declaredByAny.Add(port.Name.Text);
                    _declaredByAny.Add(port.ContainerPortField.ToString());
                    _declared.Add((port.Name.Text, declared.Protocol));
                    _declared.Add((port.ContainerPortField.ToString(), declared.Protocol));
                }
            }
        }

        Ports = ports;
    }

    /// <summary>The sources of the pods, in the order of the files.</summary>
    public IReadOnlyList<PodSource> Pods { get; }

    /// <summary>Whether there are pods and nothing that ekslint does not resolve changes them or the selector.</summary>
    public bool AreKnown { get; }

    /// <summary>The ports that the pods declare.</summary>
    public IReadOnlyList<DeclaredPort> Ports { get; }

    /// <summary>The names of the ports that the pods declare, each once.</summary>
    public IEnumerable<string> PortNames => Ports.Where(static port => port.Port.Name.IsSet).Select(static port => port.Port.Name.Text).Distinct(StringComparer.Ordinal);

    /// <summary>Whether some pod declares a port by name or number for a protocol; true too where a placeholder could be it.</summary>
    public bool DeclarePort(string port, string protocol) => _hasUnknownPorts || _declared.Contains((port, protocol));

    /// <summary>Whether some pod declares a port by name or number, whatever the protocol; true too where a placeholder could be it.</summary>
    public bool DeclarePort(string port) => _hasUnknownPorts || _declaredByAny.Contains(port);

    /// <summary>Where the pods declare their ports: the list, or the container where it has none.</summary>
    public YamlNode PortsNode
    {
        get
        {
            foreach (var source in Pods)
            {
                foreach (var container in source.RunningContainers)
                {
                    if (container.Ports.IsSet)
                        return container.Ports.Node;
                }
            }

            return Pods.Count > 0 ? Pods[0].Template["spec"u8]["containers"u8] : default;
        }
    }
}
