using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Manifests;

/// <summary>A port that a container declares.</summary>
/// <param name="Pods">The source of the pods.</param>
/// <param name="Port">The port.</param>
public sealed record DeclaredPort(PodSource Pods, ContainerPort Port)
{
    /// <summary>The name; empty where it has none.</summary>
    public string Name { get; } = Port.Name.Text;

    /// <summary>The number as it is written.</summary>
    public string Number { get; } = Port.ContainerPortField.ToString();

    /// <summary>The protocol; TCP where none is given.</summary>
    public string Protocol { get; } = Port.Protocol.Or("TCP");
}

/// <summary>The pods behind a selector: those nearest to who selects, as far as the set knows them.</summary>
public sealed class PodSelection
{
    // Nobody could say which of more workloads than these was meant.
    private const int MostCompared = 64;

    private DeclaredPorts? _ports;

    internal PodSelection(IReadOnlyList<PodSource> pods, bool areKnown)
    {
        Pods = pods;
        AreKnown = areKnown && pods.Count > 0;
    }

    /// <summary>No pods, and nothing known of any.</summary>
    internal static PodSelection None { get; } = new([], areKnown: false);

    /// <summary>The sources of the pods, in the order of the files.</summary>
    public IReadOnlyList<PodSource> Pods { get; }

    /// <summary>Whether there are pods and nothing that ekslint does not resolve changes them or the selector.</summary>
    public bool AreKnown { get; }

    /// <summary>The ports that the pods declare.</summary>
    public IReadOnlyList<DeclaredPort> Ports => Declared.All;

    /// <summary>The names of the ports that the pods declare, each once.</summary>
    public IReadOnlyList<string> PortNames => Declared.Names;

    /// <summary>Whether some pod declares a port by name or number for a protocol; true too where a placeholder could be it.</summary>
    public bool DeclarePort(string port, string protocol) => Declared.Holds(port, protocol);

    /// <summary>Whether some pod declares a port by name or number, whatever the protocol; true too where a placeholder could be it.</summary>
    public bool DeclarePort(string port) => Declared.Holds(port);

    /// <summary>Two threads may gather them at once, and find the same.</summary>
    private DeclaredPorts Declared => _ports ??= new DeclaredPorts(Pods);

    /// <summary>The sources that do not declare a port that others declare. Of an object that is there several times (alternatives) one is enough.</summary>
    public IReadOnlyList<PodSource> SourcesWithout(TargetPort target)
    {
        if (Pods.Count is < 2 or > MostCompared || Declared.HasUnknown || target.IsUnknown)
            return [];
        var declaring = Ports.Where(target.Reaches).Select(static port => port.Pods.Owner.Identity).ToHashSet();
        return declaring.Count == 0 ? [] : [.. Pods.Where(source => !declaring.Contains(source.Owner.Identity))];
    }

    /// <summary>The sources, each object once; none where there are too many to compare.</summary>
    public IReadOnlyList<PodSource> Workloads => Pods.Count switch
    {
        < 2 => Pods,
        > MostCompared => [],
        _ => [.. Pods.DistinctBy(static source => source.Owner.Identity)],
    };

    /// <summary>Where the pods declare their ports: the list, or the containers where none has one.</summary>
    public YamlNode PortsNode
    {
        get
        {
            var source = Ports.Count > 0 ? Ports[0].Pods : Pods.Count > 0 ? Pods[0] : null;
            return source?.PortsNode ?? default;
        }
    }

    /// <summary>The ports of all pods. Most Services select one workload with a port or two, for which no sets are needed.</summary>
    private sealed class DeclaredPorts
    {
        private const int Few = 8;

        private readonly HashSet<(string Port, string? Protocol)>? _sets;
        private string[]? _names;

        public DeclaredPorts(IReadOnlyList<PodSource> pods)
        {
            for (var i = 0; i < pods.Count; i++)
            {
                foreach (var container in pods[i].RunningContainers)
                {
                    foreach (var port in container.Ports)
                    {
                        var declared = new DeclaredPort(pods[i], port);
                        All.Add(declared);
                        HasUnknown |= Placeholder.IsUnknown(declared.Name) || (port.ContainerPortField.Number is null && !port.ContainerPortField.Node.IsNull);
                    }
                }
            }

            if (All.Count <= Few)
                return;
            _sets = [];
            foreach (var declared in All)
            {
                foreach (var text in (ReadOnlySpan<string>)[declared.Name, declared.Number])
                {
                    _sets.Add((text, declared.Protocol));
                    _sets.Add((text, null));
                }
            }
        }

        public List<DeclaredPort> All { get; } = new(1);

        public IReadOnlyList<string> Names =>
            _names ??= [.. All.Where(static declared => declared.Name.Length > 0).Select(static declared => declared.Name).Distinct(StringComparer.Ordinal)];

        /// <summary>Whether a placeholder hides a port.</summary>
        public bool HasUnknown { get; }

        /// <summary>Whether a port is declared by name or number, for a protocol (null for any); true too where a placeholder could be it.</summary>
        public bool Holds(string port, string? protocol = null)
        {
            if (HasUnknown || _sets is not null)
                return HasUnknown || _sets!.Contains((port, protocol));
            foreach (var declared in All)
            {
                if ((declared.Name == port || declared.Number == port) && (protocol is null || declared.Protocol == protocol))
                    return true;
            }

            return false;
        }
    }
}
