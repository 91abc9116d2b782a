namespace Zkml.Protocol;

/// <summary>A check of the verifier failed. The message names the check, never values.</summary>
public sealed class ProofRejectedException(string reason) : Exception(reason);
