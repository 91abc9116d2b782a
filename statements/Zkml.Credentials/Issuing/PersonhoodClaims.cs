using System.Globalization;
using System.Text.Json;

namespace Zkml.Credentials;

/// <summary>What the credential says of the proof; each claim can be disclosed alone. Identifiers and digests are 32 bytes in lower-case hexadecimal.</summary>
public sealed record PersonhoodClaims
{
    /// <summary>The one way in which this version binds a person: a device signed the capture, and a proof shows the rest.</summary>
    public const string DeviceSignedAndProved = "device-signed+zk";

    /// <summary><c>iris</c> or <c>face</c>.</summary>
    public required string Modality { get; init; }

    public string Assurance { get; init; } = DeviceSignedAndProved;

    public required string StatementId { get; init; }

    /// <summary>SHA-256 of the model file.</summary>
    public required string ModelId { get; init; }

    public required string RegistryRoot { get; init; }

    public required long RegistryEpoch { get; init; }

    public required string TemplateCommitment { get; init; }

    public required string ProofSha256 { get; init; }

    /// <summary>The kind of capture device, never one device.</summary>
    public required string DeviceClass { get; init; }

    /// <summary>A day, as a time of day would link the credential to a visit.</summary>
    public required DateOnly CaptureDate { get; init; }

    /// <summary>The entry in a transparency log, when the issuer keeps one.</summary>
    public long? LogLeafIndex { get; init; }

    /// <summary>Each claim with its value as JSON, in the order of <see cref="ClaimNames.All"/>.</summary>
    internal IEnumerable<(string Name, JsonElement Value)> Values()
    {
        (string Name, object? Value)[] all =
        [
            (ClaimNames.Modality, Modality),
            (ClaimNames.Assurance, Assurance),
            (ClaimNames.StatementId, StatementId),
            (ClaimNames.ModelId, ModelId),
            (ClaimNames.RegistryRoot, RegistryRoot),
            (ClaimNames.RegistryEpoch, RegistryEpoch),
            (ClaimNames.TemplateCommitment, TemplateCommitment),
            (ClaimNames.ProofSha256, ProofSha256),
            (ClaimNames.DeviceClass, DeviceClass),
            (ClaimNames.CaptureDate, CaptureDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            (ClaimNames.LogLeafIndex, LogLeafIndex),
        ];
        return from claim in all where claim.Value is not null select (claim.Name, JsonSerializer.SerializeToElement(claim.Value));
    }
}
