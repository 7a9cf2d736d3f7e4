using EksLint.Manifests;
using EksLint.Model;
using EksLint.Model.Kubernetes;
using EksLint.Syntax;

namespace EksLint.Aws;

/// <summary>What a claim's volume is made of.</summary>
public enum StorageBackend
{
    /// <summary>It is not known.</summary>
    Unknown,

    /// <summary>Amazon EBS: a disk that one node attaches.</summary>
    Ebs,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>The storage that a claim gets.</summary>
/// <param name="Backend">What its volume is made of.</param>
/// <param name="ClassName">The class; empty where the claim names none and the set has no default.</param>
/// <remarks>kubernetes/kubernetes, pkg/controller/volume/persistentvolume (a claim with a volume or a selector of its own need not follow its class);
/// Amazon EKS user guide, "Use Kubernetes volume storage with Amazon EBS" and "Create a storage class" (EKS Auto Mode). EKS makes a class gp2; gp3 is the
/// name that guides and charts give to the one after it.</remarks>
public readonly record struct ClaimStorage(StorageBackend Backend, string ClassName)
{
    /// <summary>The provisioner of the EBS CSI driver.</summary>
    public const string EbsProvisioner = "ebs.csi.aws.com";

    /// <summary>The provisioner of EKS Auto Mode.</summary>
    public const string AutoModeProvisioner = "ebs.csi.eks.amazonaws.com";

    /// <summary>The provisioner that was once part of Kubernetes itself.</summary>
    public const string InTreeProvisioner = "kubernetes.io/aws-ebs";

    private const string Group = "storage.k8s.io";
    private static readonly ClaimStorage Unknown = new(StorageBackend.Unknown, "");

    /// <summary>Finds the storage of a claim.</summary>
    /// <param name="claim">A PersistentVolumeClaim, or a template of them.</param>
    /// <param name="owner">The object that holds it.</param>
    /// <param name="manifests">The set that may hold its class.</param>
    public static ClaimStorage Of(YamlNode claim, ManifestObject owner, ManifestSet manifests)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(manifests);
        var spec = new PersistentVolumeClaimSpec(claim["spec"u8]);
        if (!spec.VolumeName.Node.IsNull || spec.Selector.IsSet || claim["metadata"u8]["annotations"u8]["volume.beta.kubernetes.io/storage-class"u8].Exists)
            return Unknown;
        var name = spec.StorageClassName;
        if (name.Node.IsNull)
            return OfDefaultClass(owner, manifests);
        var classes = manifests.FindAllNearest(Group, StorageClass.Kind, "", name.Text, owner.Place);
        return new ClaimStorage(classes is [] ? OfUsualName(name.Text) : Common(classes), name.Text);
    }

    /// <summary>Whether a provisioner makes EBS volumes.</summary>
    public static bool IsEbs(string provisioner) => provisioner is EbsProvisioner or AutoModeProvisioner or InTreeProvisioner;

    private static ClaimStorage OfDefaultClass(ManifestObject owner, ManifestSet manifests)
    {
        var classes = manifests.FindDefaultStorageClasses(owner.Place);
        return classes is [] ? Unknown : new ClaimStorage(Common(classes), classes[0].Name);
    }

    private static StorageBackend OfUsualName(string name) => name is "gp2" or "gp3" ? StorageBackend.Ebs : StorageBackend.Unknown;

    private static StorageBackend Common(IReadOnlyList<ManifestObject> classes)
    {
        var backends = classes.Select(static manifest => BackendOf(StorageClass.From(manifest).Provisioner)).Distinct().ToArray();
        return backends is [var only] ? only : StorageBackend.Unknown;
    }

    private static StorageBackend BackendOf(StringValue provisioner)
    {
        if (!provisioner.IsSet || provisioner.IsUnknown)
            return StorageBackend.Unknown;
        return IsEbs(provisioner.Text) ? StorageBackend.Ebs : StorageBackend.Other;
    }
}
