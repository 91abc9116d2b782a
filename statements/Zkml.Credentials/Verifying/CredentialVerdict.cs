using System.Text.Json;

namespace Zkml.Credentials;

/// <summary>What a verifier found.</summary>
public sealed record CredentialVerdict
{
    /// <summary>Null when the credential is good, else one of <see cref="Reasons"/>: that of the first check that failed.</summary>
    public required string? Reason { get; init; }

    public bool IsAccepted => Reason is null;

    public required IReadOnlyList<NamedCheck> Checks { get; init; }

    /// <summary>Disclosed claims; none unless it is accepted.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Claims { get; init; }

    /// <summary>Null unless it is accepted.</summary>
    public required EcPublicJwk? HolderKey { get; init; }

    /// <summary>What no check can show, in words for people.</summary>
    public required IReadOnlyList<string> OnTrust { get; init; }
}
