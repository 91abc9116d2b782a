namespace Zkml.Cli.Proofs;

/// <summary>What `zkml prove model` wrote. The output is the prover's own; the file shows it or a commitment to it.</summary>
public sealed record InferenceReport(string File, double ProveMs, long ProofBytes, double SoundnessBits, int[] Output)
{
    /// <summary>Of the output, when it is not shown.</summary>
    public string? Commitment { get; init; }

    /// <summary>Of a private model.</summary>
    public string? ModelCommitment { get; init; }
}
