namespace Zkml.Prover.Proving;

/// <summary>Another worker has the job: what this one found is not announced.</summary>
internal sealed class LeaseLostException() : Exception("The lease was lost.");
