namespace Zkml.Cli.Proofs;

/// <summary>What `zkml prove` wrote.</summary>
public sealed record ProveReport(string Kind, string File, double ProveMs, long ProofBytes, double SoundnessBits);
