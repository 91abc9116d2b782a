namespace Zkml.Attestation.Cases;

/// <summary>Another worker has the case: what this one found is not announced.</summary>
internal sealed class LeaseLostException() : Exception("The lease was lost.");
