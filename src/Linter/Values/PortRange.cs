using System.Globalization;

namespace EksLint.Values;

/// <summary>A range of ports, both ends inclusive.</summary>
/// <param name="First">The lowest port.</param>
/// <param name="Last">The highest port.</param>
public readonly record struct PortRange(int First, int Last)
{
    /// <summary>The node ports of a cluster that nobody configured otherwise; EKS offers no way to do so.</summary>
    /// <remarks>kubernetes/kubernetes, pkg/kubeapiserver/options/options.go, DefaultServiceNodePortRange.</remarks>
    public static PortRange DefaultNodePorts { get; } = new(30000, 32767);

    /// <summary>Whether a port is in the range.</summary>
    public bool Contains(long port) => port >= First && port <= Last;

    /// <summary>The range as the API server's option is written: <c>30000-32767</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");
}
