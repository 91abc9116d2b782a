namespace Zkml.Protocol;

/// <summary>
/// The witness does not satisfy its statement. No proof is given out: it would be refused, and its answer to the linear test would show one linear
/// combination of secrets. The message says nothing about values; <see cref="Language.ConstraintChecker"/> finds out which constraint it is.
/// </summary>
public sealed class UnsatisfiedWitnessException() : Exception("The witness does not satisfy the statement.");
