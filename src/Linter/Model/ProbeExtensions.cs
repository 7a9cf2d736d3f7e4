using EksLint.Model.Kubernetes;

namespace EksLint.Model;

/// <summary>A port that a probe or a hook of a container asks.</summary>
/// <param name="User">Who asks, in words.</param>
/// <param name="Port">The port.</param>
/// <param name="Host">The machine; nothing for the pod itself.</param>
/// <param name="IsHook">Whether a hook asks, not a probe.</param>
public readonly record struct ProbePort(string User, IntOrStringValue Port, StringValue Host, bool IsHook);

/// <summary>What rules ask of the probes of a container.</summary>
public static class ProbeExtensions
{
    /// <summary>The ports that the probes and hooks of a container ask.</summary>
    public static IEnumerable<ProbePort> ProbePorts(this Container container)
    {
        (string User, Probe Probe)[] probes =
            [("liveness probe", container.LivenessProbe), ("readiness probe", container.ReadinessProbe), ("startup probe", container.StartupProbe)];
        foreach (var (user, probe) in probes)
        {
            if (probe.HttpGet.IsSet)
                yield return new(user, probe.HttpGet.Port, probe.HttpGet.Host, IsHook: false);
            if (probe.TcpSocket.IsSet)
                yield return new(user, probe.TcpSocket.Port, probe.TcpSocket.Host, IsHook: false);
            if (probe.Grpc.IsSet)
                yield return new(user, new(probe.Grpc.Port.Node), default, IsHook: false);
        }

        (string User, LifecycleHandler Handler)[] hooks = [("postStart hook", container.Lifecycle.PostStart), ("preStop hook", container.Lifecycle.PreStop)];
        foreach (var (user, handler) in hooks)
        {
            if (handler.HttpGet.IsSet)
                yield return new(user, handler.HttpGet.Port, handler.HttpGet.Host, IsHook: true);
            if (handler.TcpSocket.IsSet)
                yield return new(user, handler.TcpSocket.Port, handler.TcpSocket.Host, IsHook: true);
        }
    }
}
