namespace Zkml.Credentials;

/// <summary>What a valid proof shows, as its verifier read it from the public values; compared with what the credential says.</summary>
public sealed record ProvenFacts
{
    /// <summary><c>iris</c> or <c>face</c>.</summary>
    public required string Modality { get; init; }

    public required string ModelId { get; init; }

    public required string RegistryRoot { get; init; }

    public required long RegistryEpoch { get; init; }

    public required string TemplateCommitment { get; init; }

    /// <summary>The capture was made on this day (UTC) or later,</summary>
    public required DateOnly FirstCaptureDay { get; init; }

    /// <summary>and on this day or earlier.</summary>
    public required DateOnly LastCaptureDay { get; init; }

    /// <summary>RFC 7638, base64url: the key that the capture was made for.</summary>
    public required string HolderKeyThumbprint { get; init; }
}
