namespace Zkml.Contracts;

/// <summary>Command: open the sealed capture and prove the statement about it. The capture id names the job: asking twice is asking once.</summary>
[MessageName("zkml.v1.proof-requested", Service.Enrollment, Kind = MessageKind.Command, Receivers = [Service.Prover])]
public sealed record ProofRequested : CaptureMessage
{
    public required CaptureModality Modality { get; init; }

    /// <summary>The statement with its parameters; its text is at /statements/{id}.</summary>
    public required Digest StatementId { get; init; }

    /// <summary>SHA-256 of the model file.</summary>
    public required Digest ModelId { get; init; }

    public required Digest RegistryRoot { get; init; }

    [Bounds(0, RegistryEpochPublished.LastEpoch)]
    public required long RegistryEpoch { get; init; }

    /// <summary>SHA-256 of all public values the proof must have, but for the template.</summary>
    public required Digest TermsSha256 { get; init; }

    /// <summary>The sealed capture in the vault.</summary>
    public required DataRef Capture { get; init; }

    /// <summary>After that the vault has no key any more, and the proof is given up.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
