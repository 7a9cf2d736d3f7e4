namespace EksLint.Rules.Tests.Mutations;

/// <summary>Mutants that nothing notices, and are right to be passed over.</summary>
/// <param name="Pattern">Which they are, with <c>*</c> and <c>?</c>, as <see cref="Mutant"/> names itself.</param>
/// <param name="Reason">Why nothing can be known.</param>
internal sealed record Survivor(string Pattern, string Reason);
