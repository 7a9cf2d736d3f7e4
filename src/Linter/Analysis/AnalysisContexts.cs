using EksLint.Aws;
using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Schemas;
using EksLint.Syntax;
using EksLint.Values;
using Microsoft.CodeAnalysis;

namespace EksLint.Analysis;

/// <summary>What every action has at hand: the whole run, and the way to report.</summary>
public abstract class ReportingContext
{
    private readonly AnalysisInput _input;
    private readonly List<DiagnosticBuilder> _reported;

    // That of the object that was asked about last: most rules on a kind ask about their own.
    private object? _loadBalancer;

    private protected ReportingContext(AnalysisInput input, List<DiagnosticBuilder> reported)
    {
        _input = input;
        _reported = reported;
    }

    private protected ReportingContext(ReportingContext other)
        : this(other._input, other._reported)
    {
    }

    /// <summary>All objects of the run.</summary>
    public ManifestSet Manifests => _input.Manifests;

    /// <summary>What is known of the VPC.</summary>
    public NetworkFacts Network => _input.Network;

    /// <summary>Where to say that a rule failed.</summary>
    internal virtual SourceLocation Place => Subject?.Root.Location ?? default;

    /// <summary>What a rule looks at, in a word.</summary>
    internal virtual string What => Subject?.ToString() ?? "";

    private protected virtual ManifestObject? Subject => null;

    /// <summary>What is known of the cluster in which an object ends up.</summary>
    public ClusterFacts ClusterOf(ManifestObject manifest) => _input.ClusterOf(manifest.Place);

    /// <summary>The Kubernetes version that an object will meet.</summary>
    /// <param name="manifest">The object.</param>
    /// <param name="isStated">Whether an option or a ClusterConfig names it; else it is the default.</param>
    public KubernetesVersion KubernetesVersionOf(ManifestObject manifest, out bool isStated)
    {
        var stated = _input.KubernetesVersion ?? ClusterOf(manifest).KubernetesVersion;
        isStated = stated is not null;
        return stated ?? KubernetesVersion.DefaultVersion;
    }

    /// <summary>What becomes of a Service on EKS.</summary>
    public ServiceLoadBalancer LoadBalancerOf(Service service)
    {
        if (_loadBalancer is not ServiceLoadBalancer known || known.Manifest != service.Manifest)
            _loadBalancer = known = ServiceLoadBalancer.Of(service, ClusterOf(service.Manifest));
        return known;
    }

    /// <summary>What becomes of an Ingress on EKS.</summary>
    public IngressLoadBalancer LoadBalancerOf(Ingress ingress)
    {
        if (_loadBalancer is not IngressLoadBalancer known || known.Manifest != ingress.Manifest)
            _loadBalancer = known = IngressLoadBalancer.Of(ingress, Manifests, ClusterOf(ingress.Manifest));
        return known;
    }

    /// <summary>Whether an object is an Ingress that another controller than AWS's reads, and with it all annotations.</summary>
    public bool IsOtherControllersIngress(ManifestObject manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return manifest.Is("networking.k8s.io", Ingress.Kind) && LoadBalancerOf(Ingress.From(manifest)).Owner == LoadBalancerOwner.Other;
    }

    /// <summary>Reports at a node: its value, or its key where it has no value of its own on one line.</summary>
    public DiagnosticBuilder Report(DiagnosticDescriptor rule, YamlNode node, params object?[] arguments) =>
        Report(rule, node.Location, node, Subject, arguments);

    /// <summary>Reports at a typed value.</summary>
    public DiagnosticBuilder Report<TView>(DiagnosticDescriptor rule, TView value, params object?[] arguments)
        where TView : struct, INodeView<TView> =>
        Report(rule, value.Node, arguments);

    /// <summary>Reports at a part of a node: its key, or a piece of its text.</summary>
    public DiagnosticBuilder Report(DiagnosticDescriptor rule, SourceLocation location, YamlNode node, params object?[] arguments) =>
        Report(rule, location, node, Subject, arguments);

    /// <summary>Reports in an object that is not the one that the action was called for.</summary>
    public DiagnosticBuilder ReportIn(ManifestObject manifest, DiagnosticDescriptor rule, YamlNode node, params object?[] arguments) =>
        Report(rule, node.Location, node, manifest, arguments);

    /// <summary>Reports at a place that belongs to no object.</summary>
    public DiagnosticBuilder ReportAt(DiagnosticDescriptor rule, SourceLocation location, params object?[] arguments) =>
        Report(rule, location, default, null, arguments);

    private DiagnosticBuilder Report(DiagnosticDescriptor rule, SourceLocation location, YamlNode node, ManifestObject? manifest, object?[] arguments)
    {
        var builder = new DiagnosticBuilder(rule, location, node, manifest, arguments);
        _reported.Add(builder);
        return builder;
    }
}

/// <summary>A text that could not be read.</summary>
public sealed class SyntaxErrorAnalysisContext : ReportingContext
{
    internal SyntaxErrorAnalysisContext(AnalysisInput input, List<DiagnosticBuilder> reported, SyntaxError error)
        : base(input, reported) => Error = error;

    /// <summary>The error.</summary>
    public SyntaxError Error { get; }

    internal override SourceLocation Place => Error.Location;

    internal override string What => "a document that cannot be read";
}

/// <summary>A document, manifest or not.</summary>
public sealed class DocumentAnalysisContext : ReportingContext
{
    private readonly ManifestObject? _only;

    internal DocumentAnalysisContext(AnalysisInput input, List<DiagnosticBuilder> reported, InputFile file, YamlDocument document, int objectCount, ManifestObject? only)
        : base(input, reported)
    {
        _only = only;
        Document = document;
        ObjectCount = objectCount;
        IsPatch = file.Patches.Contains(document);
    }

    /// <summary>The document.</summary>
    public YamlDocument Document { get; }

    /// <summary>The number of objects of the document: none where it is no manifest, several where it is a List.</summary>
    public int ObjectCount { get; }

    /// <summary>Whether the document is a patch that a kustomization applies to an object.</summary>
    public bool IsPatch { get; }

    internal override SourceLocation Place => Document.Root.Location;

    internal override string What => "a document";

    private protected override ManifestObject? Subject => _only;
}

/// <summary>An object.</summary>
public sealed class ManifestAnalysisContext : ReportingContext
{
    private ReportingContext? _typed;

    internal ManifestAnalysisContext(AnalysisInput input, List<DiagnosticBuilder> reported, ManifestObject manifest)
        : base(input, reported) => Manifest = manifest;

    /// <summary>The object.</summary>
    public ManifestObject Manifest { get; }

    private protected override ManifestObject? Subject => Manifest;

    /// <summary>The object with its type; all rules on a kind share one.</summary>
    internal ObjectAnalysisContext<T> As<T>()
        where T : struct, IKindView<T>
    {
        if (_typed is not ObjectAnalysisContext<T> typed)
            _typed = typed = new ObjectAnalysisContext<T>(this);
        return typed;
    }
}

/// <summary>An object of a known kind, whichever that is.</summary>
public abstract class ObjectAnalysisContext : ReportingContext
{
    private protected ObjectAnalysisContext(ManifestAnalysisContext context)
        : base(context) => Manifest = context.Manifest;

    /// <summary>The object without its type.</summary>
    public ManifestObject Manifest { get; }

    /// <summary>What is known of the cluster in which the object ends up.</summary>
    public ClusterFacts Cluster => ClusterOf(Manifest);

    private protected override ManifestObject? Subject => Manifest;
}

/// <summary>An object of a known kind.</summary>
/// <typeparam name="T">The view of the kind.</typeparam>
public sealed class ObjectAnalysisContext<T> : ObjectAnalysisContext
    where T : struct, IKindView<T>
{
    internal ObjectAnalysisContext(ManifestAnalysisContext context)
        : base(context) => Object = T.From(context.Manifest);

    /// <summary>The object.</summary>
    public T Object { get; }
}

/// <summary>A pod, or a template of pods.</summary>
public sealed class PodTemplateAnalysisContext : ReportingContext
{
    internal PodTemplateAnalysisContext(AnalysisInput input, List<DiagnosticBuilder> reported, PodSource pods)
        : base(input, reported) => Pods = pods;

    /// <summary>The pods.</summary>
    public PodSource Pods { get; }

    private protected override ManifestObject? Subject => Pods.Owner;
}

/// <summary>The annotations of an object, or of a template of pods.</summary>
public sealed class AnnotationsAnalysisContext : ReportingContext
{
    internal AnnotationsAnalysisContext(ReportingContext context, ManifestObject manifest, YamlNode annotations)
        : base(context)
    {
        Manifest = manifest;
        Annotations = annotations;
    }

    /// <summary>The object.</summary>
    public ManifestObject Manifest { get; }

    /// <summary>The annotations.</summary>
    public YamlNode Annotations { get; }

    private protected override ManifestObject? Subject => Manifest;
}

/// <summary>A node that is not what the tables say.</summary>
public sealed class MisfitAnalysisContext : ReportingContext
{
    internal MisfitAnalysisContext(AnalysisInput input, List<DiagnosticBuilder> reported, ManifestObject manifest, Misfit misfit)
        : base(input, reported)
    {
        Manifest = manifest;
        Misfit = misfit;
    }

    /// <summary>The object that holds the node.</summary>
    public ManifestObject Manifest { get; }

    /// <summary>What is wrong.</summary>
    public Misfit Misfit { get; }

    private protected override ManifestObject? Subject => Manifest;
}

/// <summary>The whole run.</summary>
public sealed class ManifestSetAnalysisContext : ReportingContext
{
    private readonly AnalysisInput _input;

    internal ManifestSetAnalysisContext(AnalysisInput input, List<DiagnosticBuilder> reported)
        : base(input, reported) => _input = input;

    /// <summary>The objects in which findings can be reported, in the order of the files. Where only a few changed files are linted, all others are read for what
    /// they say of those: a rule that looks here first need not look at each object of the project.</summary>
    public IReadOnlyList<ManifestObject> ReportedManifests => _input.ReportedManifests;

    /// <summary>Whether findings of a kind can be reported at all: some object of it is among <see cref="ReportedManifests"/>.</summary>
    /// <param name="group">The group; empty for the core group.</param>
    /// <param name="kind">The kind.</param>
    public bool MayReportOn(string group, string kind)
    {
        foreach (var manifest in ReportedManifests)
        {
            if (manifest.Is(group, kind))
                return true;
        }

        return false;
    }

    /// <summary>Whether a finding at a node can be reported.</summary>
    public bool MayReportAt(YamlNode node) => node.Exists && node.Location.ToOrigin().File is { } file && _input.IsReported(file);

    internal override SourceLocation Place =>
        _input.Files.FirstOrDefault(static file => file.IsReported) is { } file ? new SourceLocation(file.Source, default) : default;

    internal override string What => "the whole set";
}
