namespace EksLint.Syntax;

/// <summary>Words of fields and values that few objects of their kind have: who looks for those asks documents of the context first whether they may hold the
/// word, and leaves most of them unread.</summary>
[Flags]
public enum DocumentWords
{
    /// <summary>No word.</summary>
    None = 0,

    /// <summary><c>annotations</c>.</summary>
    Annotations = 1 << 0,

    /// <summary><c>destination</c>.</summary>
    Destination = 1 << 1,

    /// <summary><c>healthCheckNodePort</c>.</summary>
    HealthCheckNodePort = 1 << 2,

    /// <summary><c>LoadBalancer</c>.</summary>
    LoadBalancer = 1 << 3,

    /// <summary><c>nodePort</c>.</summary>
    NodePort = 1 << 4,

    /// <summary><c>targetNamespace</c>.</summary>
    TargetNamespace = 1 << 5,

    /// <summary><c>volumeClaimTemplates</c>.</summary>
    VolumeClaimTemplates = 1 << 6,
}

/// <summary>Looks for words in texts.</summary>
internal static class DocumentWord
{
    /// <summary>All words: the bit of the last one, and all below it.</summary>
    public const DocumentWords All = (DocumentWords)((int)DocumentWords.VolumeClaimTemplates * 2 - 1);

    /// <summary>Those of some words that stand in a text, anywhere.</summary>
    public static DocumentWords FindIn(ReadOnlySpan<byte> text, DocumentWords words)
    {
        var found = DocumentWords.None;
        for (var rest = (int)words; rest != 0; rest &= rest - 1)
        {
            var word = (DocumentWords)(rest & -rest);
            if (text.IndexOf(Utf8Of(word)) >= 0)
                found |= word;
        }

        return found;
    }

    private static ReadOnlySpan<byte> Utf8Of(DocumentWords word) => word switch
    {
        DocumentWords.Annotations => "annotations"u8,
        DocumentWords.Destination => "destination"u8,
        DocumentWords.HealthCheckNodePort => "healthCheckNodePort"u8,
        DocumentWords.LoadBalancer => "LoadBalancer"u8,
        DocumentWords.NodePort => "nodePort"u8,
        DocumentWords.TargetNamespace => "targetNamespace"u8,
        DocumentWords.VolumeClaimTemplates => "volumeClaimTemplates"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(word)),
    };
}
