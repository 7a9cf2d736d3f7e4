using EksLint.Model.Kubernetes;

namespace EksLint.Manifests;

/// <summary>A port that belongs to a port of a Service, but is not what clients of the Service connect to.</summary>
/// <param name="Port">The port of the Service.</param>
/// <param name="Role">What the other port is of it: the target port, the node port, the container port.</param>
public readonly record struct InnerPort(ServicePort Port, string Role)
{
    /// <summary>Finds the port of a Service to which another belongs; null where there is none.</summary>
    /// <param name="service">The Service.</param>
    /// <param name="wanted">The name or number that is none of its ports.</param>
    /// <param name="manifests">Where the pods are looked up.</param>
    public static InnerPort? Find(Service service, string wanted, ManifestSet manifests)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        foreach (var port in service.Spec.Ports)
        {
            if (port.TargetPort.ToString() == wanted)
                return new InnerPort(port, "target port");
            if (port.NodePort.Node.Exists && port.NodePort.ToString() == wanted)
                return new InnerPort(port, "node port");
            var isContainerPort = port.TargetPort.IsName && manifests.PodsSelectedBy(service).Ports
                .Any(declared => declared.Port.Name.Is(port.TargetPort.Name) && declared.Port.ContainerPortField.ToString() == wanted);
            if (isContainerPort)
                return new InnerPort(port, "container port");
        }

        return null;
    }
}
