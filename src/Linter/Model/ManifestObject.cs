using EksLint.Schemas;
using EksLint.Syntax;

namespace EksLint.Model;

/// <summary>What tells objects of a cluster apart.</summary>
/// <param name="Group">The group of the apiVersion; empty for the core group. Versions of one group name the same object.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">The namespace; empty for objects of the cluster.</param>
/// <param name="Name">The name.</param>
public readonly record struct ObjectIdentity(string Group, string Kind, string Namespace, string Name);

/// <summary>An object of a run: a document, or an item of a List.</summary>
public sealed class ManifestObject
{
    private readonly ManifestKind _kind;
    private readonly string? _statedNamespace;
    private readonly YamlNode _metadata;
    private readonly YamlNode _spec;
    private readonly bool _isOutlined;
    private volatile bool _hasUnreadPods;
    private PodSource? _statedPods;

    internal ManifestObject(YamlNode root, string apiVersion, string kind)
        : this(root, ManifestKind.Of(apiVersion, kind))
    {
    }

    internal ManifestObject(YamlNode root, ManifestKind kind)
    {
        _kind = kind;
        Root = root;
        _metadata = root["metadata"u8];
        _spec = root["spec"u8];
        Name = _metadata["name"u8].Text;
        var stated = _metadata["namespace"u8];
        _statedNamespace = !stated.IsNull && stated.Text is { Length: > 0 } text ? text : null;
        _statedPods = PodSource.Find(this);
        MayHaveOwner = _statedPods is not null && _metadata["ownerReferences"u8].Exists;
    }

    /// <summary>Makes an object of which nothing is read yet but what tells it apart.</summary>
    internal ManifestObject(YamlNode root, DocumentOutline outline)
    {
        _kind = ManifestKind.Of(outline.ApiVersion, outline.Kind);
        Root = root;
        Name = outline.Name;
        _statedNamespace = outline.Namespace.Length > 0 ? outline.Namespace : null;
        _isOutlined = true;
        _hasUnreadPods = outline.HoldsContainers;
        MayHaveOwner = outline is { HoldsContainers: true, HoldsOwners: true };
    }

    /// <summary>The mapping that holds apiVersion and kind.</summary>
    public YamlNode Root { get; }

    /// <summary>The object's own metadata; missing where it has none.</summary>
    public YamlNode Metadata => _isOutlined ? Root["metadata"u8] : _metadata;

    /// <summary>What the object specifies; missing where its kind has no spec.</summary>
    public YamlNode Spec => _isOutlined ? Root["spec"u8] : _spec;

    /// <summary>The file.</summary>
    public SourceFile File => Root.Document.File;

    /// <summary>The apiVersion, such as <c>apps/v1</c>.</summary>
    public string ApiVersion => _kind.ApiVersion;

    /// <summary>The group: empty for the core group.</summary>
    public string Group => _kind.Group;

    /// <summary>The kind.</summary>
    public string Kind => _kind.Name;

    /// <summary>The kind in the tables; null where they do not list it.</summary>
    public SchemaKind? Schema => _kind.Schema;

    /// <summary>The name; empty where none is given.</summary>
    public string Name { get; }

    /// <summary>The pods that the object makes; null where it makes none, or where another object of the run says what they are.</summary>
    public PodSource? Pods => Maker is null ? StatedPods : null;

    /// <summary>The pods that the object states, whoever made it.</summary>
    internal PodSource? StatedPods
    {
        get
        {
            if (_hasUnreadPods)
            {
                // Pods are told apart by their instance, so that of two that are found at once one counts.
                Interlocked.CompareExchange(ref _statedPods, PodSource.Find(this), null);
                _hasUnreadPods = false;
            }

            return _statedPods;
        }
    }

    /// <summary>Whether the object may state pods, as far as that is known without reading more of it.</summary>
    internal bool MayStatePods => _hasUnreadPods || _statedPods is not null;

    /// <summary>Whether the object may state pods and name what made it.</summary>
    internal bool MayHaveOwner { get; }

    /// <summary>The workload of the run that made this object in the cluster, the outermost one: a pod's Deployment rather than its ReplicaSet; null where a
    /// person did, or where the run does not hold it.</summary>
    public ManifestObject? Maker { get; internal set; }

    /// <summary>The namespace that a kustomization gives to what it lists; null where none does.</summary>
    public string? AppliedNamespace { get; internal set; }

    /// <summary>The namespace that whoever deploys the object gives it where it states none: that of an Argo CD Application; null where none is known.</summary>
    public string? DefaultNamespace { get; internal set; }

    /// <summary>Whether the object, an Argo CD Application or a Flux Kustomization, deploys files of the run, and nothing that is not read.</summary>
    public bool DeploysFilesOfRun { get; internal set; }

    /// <summary>The directory of the outermost kustomization that lists the object; null where none does.</summary>
    public string? Kustomization { get; internal set; }

    /// <summary>What the object is deployed with; null where only directories tell.</summary>
    public DeploymentScope? Scope { get; internal set; }

    /// <summary>Where the object stands in the project: a kustomization's directory counts for all that it lists.</summary>
    public Place Place => new(Kustomization ?? File.Directory, Scope);

    /// <summary>Whether the object is only a part: a patch that a kustomization applies to another.</summary>
    public bool IsPatch { get; internal set; }

    /// <summary>Whether the object's names, labels and namespace are changed by a transformation that ekslint does not resolve.</summary>
    public bool IsTransformed { get; internal set; }

    /// <summary>Whether a kustomization deploys the object together with resources that the run does not hold: a remote base, a missing file.</summary>
    public bool HasUnreadCompanions { get; internal set; }

    /// <summary>Whether a kustomization generates ConfigMaps or Secrets beside the object, or adds to those that are there.</summary>
    public bool HasGeneratedConfig { get; internal set; }

    /// <summary>What is to be known of the object to make it without reading more of it.</summary>
    internal DocumentOutline Outline => new(ApiVersion, Kind, Name, _statedNamespace ?? "") { HoldsContainers = MayStatePods, HoldsOwners = MayHaveOwner };

    /// <summary>The place of the object among all of the set that holds it; what the set knows of an object is kept by it.</summary>
    internal int Number { get; set; } = -1;

    /// <summary>The file that the object was rendered from by Helm or kustomize; null where nothing says it.</summary>
    public string? RenderedFrom => RenderedSource.Find(this);

    /// <summary>Whether the manifest was read from a cluster, where the API server has filled in what nobody wrote.</summary>
    /// <remarks>kubernetes/kubernetes, staging/src/k8s.io/apiserver/pkg/registry/rest/create.go: every object gets a uid.</remarks>
    public bool IsFromCluster => !Metadata["uid"u8].IsNull;

    /// <summary>Whether the kind is known to be an object of the cluster.</summary>
    public bool IsClusterScoped => _kind.IsClusterScoped;

    /// <summary>The namespace in which the object ends up: <c>default</c> where none is known, empty for objects of the cluster.</summary>
    public string Namespace => IsClusterScoped ? "" : AppliedNamespace ?? _statedNamespace ?? DefaultNamespace ?? "default";

    /// <summary>
    /// The namespace to show. It differs from <see cref="Namespace"/> for unknown kinds, which may be objects of the cluster: what they state, or null.
    /// </summary>
    public string? ShownNamespace => Schema is null ? AppliedNamespace ?? _statedNamespace : IsClusterScoped ? null : Namespace;

    /// <summary>What tells the object apart.</summary>
    public ObjectIdentity Identity => new(Group, Kind, Namespace, Name);

    /// <summary>Whether the object is of a kind, whatever the version.</summary>
    public bool Is(string group, string kind) => Kind == kind && Group == group;

    /// <summary>Kind and name for messages: <c>Service 'web'</c>.</summary>
    public override string ToString() => Name.Length > 0 ? $"{Kind} '{Name}'" : Kind;
}
