namespace Zkml.Contracts;

/// <summary>A capture is in order and sealed; its proof has been asked for.</summary>
[MessageName("zkml.v1.capture-accepted", Service.Enrollment)]
public sealed record CaptureAccepted : CaptureMessage
{
    public required CaptureModality Modality { get; init; }

    /// <summary>SHA-256 of all public values the proof must have, but for the template: what Attestation holds a proof against.</summary>
    public required Digest TermsSha256 { get; init; }

    /// <summary>The capture's key is destroyed then at the latest.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
