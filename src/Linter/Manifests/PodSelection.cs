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
    private readonly Lazy<DeclaredPorts> _ports;

    internal PodSelection(IReadOnlyList<PodSource> pods, bool areKnown)
    {
        Pods = pods;
        AreKnown = areKnown && pods.Count > 0;
        _ports = new(() => new DeclaredPorts(Pods));
    }

    /// <summary>The sources of the pods, in the order of the files.</summary>
    public IReadOnlyList<PodSource> Pods { get; }

    /// <summary>Whether there are pods and nothing that ekslint does not resolve changes them or the selector.</summary>
    public bool AreKnown { get; }

    /// <summary>The ports that the pods declare.</summary>
    public IReadOnlyList<DeclaredPort> Ports => _ports.Value.All;

    /// <summary>The names of the ports that the pods declare, each once.</summary>
    public IEnumerable<string> PortNames => Ports.Where(static port => port.Port.Name.IsSet).Select(static port => port.Port.Name.Text).Distinct(StringComparer.Ordinal);

    /// <summary>Whether some pod declares a port by name or number for a protocol; true too where a placeholder could be it.</summary>
    public bool DeclarePort(string port, string protocol) => _ports.Value.Holds(port, protocol);

    /// <summary>Whether some pod declares a port by name or number, whatever the protocol; true too where a placeholder could be it.</summary>
    public bool DeclarePort(string port) => _ports.Value.Holds(port);

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

    /// <summary>The ports of all pods. Most Services select one workload with a port or two, for which no sets are needed.</summary>
    private sealed class DeclaredPorts
    {
        private const int Few = 8;

        private readonly HashSet<(string Port, string? Protocol)>? _sets;
        private readonly bool _hasUnknown;

        public DeclaredPorts(IReadOnlyList<PodSource> pods)
        {
            foreach (var source in pods)
            {
                foreach (var container in source.RunningContainers)
                {
                    foreach (var port in container.Ports)
                    {
                        All.Add(new DeclaredPort(source, port));
                        _hasUnknown |= port.Name.IsUnknown || (port.ContainerPortField.Number is null && !port.ContainerPortField.Node.IsNull);
                    }
                }
            }

            if (All.Count <= Few)
                return;
            _sets = [];
            foreach (var declared in All)
            {
                foreach (var text in (ReadOnlySpan<string>)[declared.Port.Name.Text, declared.Port.ContainerPortField.ToString()])
                {
                    _sets.Add((text, declared.Protocol));
                    _sets.Add((text, null));
                }
            }
        }

        public List<DeclaredPort> All { get; } = [];

        /// <summary>Whether a port is declared by name or number, for a protocol (null for any); true too where a placeholder could be it.</summary>
        public bool Holds(string port, string? protocol = null) =>
            _hasUnknown || (_sets?.Contains((port, protocol)) ?? All.Exists(declared => Is(declared, port, protocol)));

        private static bool Is(DeclaredPort declared, string port, string? protocol) =>
            (declared.Port.Name.Text == port || declared.Port.ContainerPortField.ToString() == port) && (protocol is null || declared.Protocol == protocol);
    }
}
