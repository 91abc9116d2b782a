namespace Zkml.Contracts;

/// <summary>A proof is stored. It is public data; whoever relies on it verifies it against the terms of <see cref="CaptureAccepted"/>.</summary>
[MessageName("zkml.v1.proof-completed", Service.Prover, Receivers = [Service.Enrollment, Service.Attestation])]
public sealed record ProofCompleted : CaptureMessage
{
    /// <summary>Uniqueness is checked by so many matchers, each with one share.</summary>
    public const int Matchers = 3;

    public required Digest StatementId { get; init; }

    public required Digest ModelId { get; init; }

    public required Digest RegistryRoot { get; init; }

    [Bounds(0, RegistryEpochPublished.LastEpoch)]
    public required long RegistryEpoch { get; init; }

    public required Digest TermsSha256 { get; init; }

    /// <summary>The proof with its public values, in the object store.</summary>
    public required DataRef Proof { get; init; }

    /// <summary>One sealed share of the template for each matcher, in the vault; none where the statement has no shares.</summary>
    [Bounds(0, Matchers)]
    public required IReadOnlyList<DataRef> SealedShares { get; init; }

    [Bounds(0, int.MaxValue)]
    public required int ProvingMilliseconds { get; init; }
}
