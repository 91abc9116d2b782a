namespace Zkml.Cli.Proofs;

/// <summary>The verdict on a proof file: what was checked, and what stays on trust.</summary>
public sealed record VerifyReport(string Kind, bool Valid)
{
    /// <summary>Why the proof is invalid, in one sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>Of a bundle: every check with its result.</summary>
    public IReadOnlyList<CheckReport>? Checks { get; init; }

    public double? VerifyMs { get; init; }

    public double? SoundnessBits { get; init; }

    public IReadOnlyList<string> Checked { get; init; } = [];

    public IReadOnlyList<string> OnTrust { get; init; } = [];
}
