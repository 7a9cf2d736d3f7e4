using EksLint.Model.Kubernetes;

namespace EksLint.Model;

/// <summary>A port that a probe or a hook of a container asks.</summary>
/// <param name="Container">The container.</param>
/// <param name="User">Who asks, in words.</param>
/// <param name="Port">The port.</param>
/// <param name="Host">The machine; nothing for the pod itself.</param>
/// <param name="IsHook">Whether a hook asks, not a probe.</param>
public sealed record ProbePort(Container Container, string User, IntOrStringValue Port, StringValue Host, bool IsHook);

/// <summary>What rules ask of the probes of a container.</summary>
public static class ProbeExtensions
{
    /// <summary>The ports that the probes and hooks of a container ask.</summary>
    public static IReadOnlyList<ProbePort> ProbePorts(this Container container)
    {
        List<ProbePort>? ports = null;
        container.AddProbePorts(ref ports);
        return (IReadOnlyList<ProbePort>?)ports ?? [];
    }

    /// <summary>Adds the ports that the probes and hooks of a container ask to a list that is made with the first of them, as few pods have more.</summary>
    internal static void AddProbePorts(this Container container, ref List<ProbePort>? ports)
    {
        AddProbe(container, "liveness probe", container.LivenessProbe, ref ports);
        AddProbe(container, "readiness probe", container.ReadinessProbe, ref ports);
        AddProbe(container, "startup probe", container.StartupProbe, ref ports);
        var lifecycle = container.Lifecycle;
        if (!lifecycle.IsSet)
            return;
        AddHook(container, "postStart hook", lifecycle.PostStart, ref ports);
        AddHook(container, "preStop hook", lifecycle.PreStop, ref ports);
    }

    private static void AddProbe(Container container, string user, Probe probe, ref List<ProbePort>? ports)
    {
        if (!probe.IsSet)
            return;
        if (probe.HttpGet is { IsSet: true } http)
            (ports ??= new(1)).Add(new(container, user, http.Port, http.Host, IsHook: false));
        if (probe.TcpSocket is { IsSet: true } tcp)
            (ports ??= new(1)).Add(new(container, user, tcp.Port, tcp.Host, IsHook: false));
        if (probe.Grpc is { IsSet: true } grpc)
            (ports ??= new(1)).Add(new(container, user, new(grpc.Port.Node), default, IsHook: false));
    }

    private static void AddHook(Container container, string user, LifecycleHandler handler, ref List<ProbePort>? ports)
    {
        if (!handler.IsSet)
            return;
        if (handler.HttpGet is { IsSet: true } http)
            (ports ??= new(1)).Add(new(container, user, http.Port, http.Host, IsHook: true));
        if (handler.TcpSocket is { IsSet: true } tcp)
            (ports ??= new(1)).Add(new(container, user, tcp.Port, tcp.Host, IsHook: true));
    }
}
