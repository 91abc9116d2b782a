using Zkml.Captures;
using Zkml.Statements.Face;

namespace Zkml.Statements.Attestations;

/// <summary>What an issuer attests to, and how.</summary>
public sealed record AttestationPolicy
{
    /// <summary>The issuer's https address, without a '/' at its end.</summary>
    public required string Issuer { get; init; }

    /// <summary>The part of the credential's type behind the issuer's address.</summary>
    public string CredentialTypePath { get; init; } = "/vct/proof-of-personhood/1";

    public TimeSpan CredentialLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a bundle can be checked offline: a status token is good until it expires. At most the credential's lifetime.</summary>
    public TimeSpan StatusLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a copy of the status token may be kept by those who can fetch it.</summary>
    public TimeSpan StatusTimeToLive { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many epochs a proof may be behind the registry: a revoked device is good for so many epochs more.</summary>
    public uint EpochGrace { get; init; } = 1;

    /// <summary>The most between a proof's first and last good time.</summary>
    public TimeSpan LongestWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The most between a proof's last good time and its attestation.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromHours(24);

    public FirmwareVersion MinimumFirmware { get; init; }

    /// <summary>Of the 16 384 mask bits of an iris, so many must be valid.</summary>
    public required int QualityFloor { get; init; }

    /// <summary>Of a face, as the device judged it: 0 … 100.</summary>
    public int FaceQualityFloor { get; init; }

    internal int FloorFor(string modality) => modality == FaceStatementVerifier.ModalityName ? FaceQualityFloor : QualityFloor;
}
