using System.Globalization;

namespace EksLint.Values;

/// <summary>Ports from a first to a last one, as <c>--service-node-port-range</c> takes them.</summary>
/// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/util/net/port_range.go reads <c>30000-32767</c>; its other forms are not needed here.</remarks>
/// <param name="First">The first port.</param>
/// <param name="Last">The last port.</param>
public readonly record struct PortRange(int First, int Last)
{
    private const int HighestPort = 65535;

    /// <summary>The node ports of a cluster that is told nothing: 30000-32767.</summary>
    /// <remarks>kubernetes/kubernetes, pkg/kubeapiserver/options/options.go, DefaultServiceNodePortRange. EKS does not let anybody change it.</remarks>
    public static PortRange DefaultNodePorts { get; } = new(30000, 32767);

    /// <summary>Whether a port is one of them.</summary>
    public bool Contains(long port) => First <= port && port <= Last;

    /// <summary>Reads <c>30000-32767</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PortRange range)
    {
        range = default;
        var dash = text.IndexOf('-');
        if (dash < 0 || !TryReadPort(text[..dash], out var first) || !TryReadPort(text[(dash + 1)..], out var last) || first > last)
            return false;
        range = new PortRange(first, last);
        return true;
    }

    /// <summary>The range as it is written.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    private static bool TryReadPort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= HighestPort;
}
