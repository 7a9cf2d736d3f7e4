using EksLint.Model;
using EksLint.Syntax;
using EksLint.Values;

namespace EksLint.Manifests;

/// <summary>A piece of a text that names a Service as the DNS of the cluster does.</summary>
public sealed class ServiceReference
{
    private readonly ServiceNameText _span;
    private readonly Lazy<TextPlaces> _places;

    internal ServiceReference(YamlNode node, string text, ServiceNameText span, string ownNamespace, Lazy<TextPlaces> places)
    {
        _span = span;
        _places = places;
        Node = node;
        Text = text.Substring(span.Start, span.Length);
        Name = text.Substring(span.Start, span.NameLength);
        Namespace = span.IsQualified ? text.Substring(span.NamespaceStart, span.NamespaceLength) : ownNamespace;
    }

    /// <summary>The scalar that holds it.</summary>
    public YamlNode Node { get; }

    /// <summary>The whole as it is written: host and port.</summary>
    public string Text { get; }

    /// <summary>The host: the whole without the port.</summary>
    public string Host => Port is null ? Text : Text[..^(_span.PortLength + 1)];

    /// <summary>The name of the Service.</summary>
    public string Name { get; }

    /// <summary>The namespace of the Service: the given one, or that of the object that refers to it.</summary>
    public string Namespace { get; }

    /// <summary>Whether the namespace is given.</summary>
    public bool IsQualified => _span.IsQualified;

    /// <summary>The port; null where none is given.</summary>
    public int? Port => _span.PortLength > 0 ? _span.Port : null;

    /// <summary>The digits of the port; empty where none is given.</summary>
    public string PortText => Text[^_span.PortLength..];

    /// <summary>Where the name of the Service stands.</summary>
    public SourceLocation NamePlace => _places.Value.LocationOf(_span.Start, _span.NameLength);

    /// <summary>Where the namespace stands, if it is given.</summary>
    public SourceLocation NamespacePlace => _places.Value.LocationOf(_span.NamespaceStart, _span.NamespaceLength);

    /// <summary>Where the port stands, if one is given.</summary>
    public SourceLocation PortPlace => _places.Value.LocationOf(_span.PortStart, _span.PortLength);
}

/// <summary>A workload whose containers are given the name of a Service.</summary>
/// <param name="Pods">The workload's pods.</param>
/// <param name="Reference">The name.</param>
public readonly record struct ServiceReferrer(PodSource Pods, ServiceReference Reference);
