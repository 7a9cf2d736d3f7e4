using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;

namespace EksLint.Manifests;

/// <summary>Where a Service port forwards to: its targetPort, or its own number where none is given.</summary>
/// <param name="Port">The Service port.</param>
public readonly record struct TargetPort(ServicePort Port)
{
    /// <summary>Whether a targetPort is written.</summary>
    public bool IsWritten => Port.TargetPort.IsSet;

    /// <summary>The node that says it.</summary>
    public YamlNode Node { get; } = Port.TargetPort is { IsSet: true } target ? target.Node : Port.Port.Node;

    /// <summary>Name or number as text.</summary>
    public string Text => Number is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : Node.Text;

    /// <summary>The number; null where it is a name.</summary>
    public long? Number => new IntegerValue(Node).Number;

    /// <summary>Whether a placeholder hides it, or nothing is written.</summary>
    public bool IsUnknown => Node.IsNull || Values.Placeholder.IsUnknown(Node);

    /// <summary>The protocol; TCP where none is given.</summary>
    public string Protocol => Port.Protocol.Or("TCP");

    /// <summary>Whether a declared port is this one, whatever its protocol.</summary>
    public bool Reaches(DeclaredPort declared) =>
        Number is { } number ? declared.Port.ContainerPortField.Number == number : Port.TargetPort.IsName && declared.Port.Name.Is(Port.TargetPort.Name);
}
