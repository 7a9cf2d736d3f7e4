using EksLint.Model;
using EksLint.Syntax;

namespace EksLint.Manifests;

/// <summary>Pods that a selector almost selects.</summary>
/// <param name="Pods">The pods.</param>
/// <param name="Requirement">The one requirement that they do not meet; null where they only live in another namespace.</param>
/// <param name="Value">The value of theirs that the requirement could have named; null where they lack the label.</param>
public sealed record NearMiss(PodSource Pods, SelectorRequirement? Requirement, string? Value)
{
    /// <summary>What is near, as the end of a message.</summary>
    public string Hint => (Requirement, Value) switch
    {
        (null, _) => $"the pods of {Pods.Owner} in namespace '{Pods.Owner.Namespace}' do",
        (_, null) => $"the pods of {Pods.Owner} lack only '{Requirement.Key}'",
        _ => $"the pods of {Pods.Owner} carry {Requirement.Key}={Value}",
    };

    /// <summary>Where their labels stand.</summary>
    public YamlNode Place => Pods.LabelsNode.Exists ? Pods.LabelsNode : Pods.Template;
}
