using System.Globalization;

namespace EksLint.Values;

/// <summary>A range of ports, both ends inclusive.</summary>
/// <param name="First">The lowest port.</param>
/// <param name="Last">The highest port.</param>
public readonly record struct PortRange(int First, int Last)
{
    private const int HighestPort = 65535;

    /// <summary>The node ports of a cluster that nobody configured otherwise; EKS offers no way to do so.</summary>
    /// <remarks>kubernetes/kubernetes, pkg/kubeapiserver/options/options.go, DefaultServiceNodePortRange.</remarks>
    public static PortRange DefaultNodePorts { get; } = new(30000, 32767);

    /// <summary>Whether a port is in the range.</summary>
    public bool Contains(long port) => port >= First && port <= Last;

    /// <summary>Reads <c>30000-32767</c>.</summary>
    /// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apimachinery/pkg/util/net/port_range.go, whose other forms nobody needs here.</remarks>
    public static bool TryParse(ReadOnlySpan<char> text, out PortRange range)
    {
        range = default;
        var dash = text.IndexOf('-');
        if (dash < 0 || !TryReadPort(text[..dash], out var first) || !TryReadPort(text[(dash + 1)..], out var last) || first > last)
            return false;
        range = new PortRange(first, last);
        return true;
    }

    /// <summary>The range as the API server's option is written: <c>30000-32767</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    private static bool TryReadPort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= HighestPort;
}
