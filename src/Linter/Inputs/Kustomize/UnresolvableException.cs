namespace EksLint.Inputs.Kustomize;

/// <summary>A kustomization that ekslint does not resolve: it fails in kustomize too, or asks for what only kustomize can do.</summary>
/// <param name="message">Why, for the note: a half sentence that follows the kustomization's name.</param>
internal sealed class UnresolvableException(string message) : Exception(message);
