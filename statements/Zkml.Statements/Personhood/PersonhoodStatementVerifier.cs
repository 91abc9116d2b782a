using System.Buffers.Text;
using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Protocol;

namespace Zkml.Statements.Personhood;

/// <summary>A statement of personhood as bundles and issuers see it, whatever the modality.</summary>
public abstract class PersonhoodStatementVerifier : IStatementVerifier
{
    /// <summary>As detail: the public values are in no usable form.</summary>
    public const string PublicValuesMalformed = "The public values are not in their form.";

    public abstract IPersonhoodParameters Parameters { get; }

    /// <summary>What devices sign for it; known without building the statement.</summary>
    public abstract ImageShape Shape { get; }

    public abstract string StatementId { get; }

    /// <summary>SHA-256 of the model's file, lower-case hexadecimal.</summary>
    public string ModelId => Parameters.ModelId;

    /// <summary>Builds the statement at the first call.</summary>
    public abstract ProtocolPlan Plan { get; }

    /// <summary>For credentials.</summary>
    public abstract string Modality { get; }

    public StatementVerdict Verify(StatementProof proof) =>
        TryReadPublics(proof.PublicValues.Span) is not { } publics ? StatementVerdict.Refuse(PublicValuesMalformed)
        : CheckAny(publics, proof.Proof.Span) is { } reason ? StatementVerdict.Refuse(reason)
        : StatementVerdict.Accept(Facts(publics), OnTrust(publics));

    /// <summary>Null when the proof is valid, else the check that failed; values of another modality are malformed.</summary>
    public abstract string? CheckAny(PersonhoodPublics publics, ReadOnlySpan<byte> proof);

    /// <summary>What a proof of these values shows.</summary>
    internal ProvenFacts Facts(PersonhoodPublics publics) => new()
    {
        Modality = Modality,
        ModelId = ModelId,
        RegistryRoot = RowHash.WriteDigest(publics.RegistryRoot).ToHex(),
        RegistryEpoch = publics.Epoch,
        TemplateCommitment = RowHash.WriteDigest(publics.Template).ToHex(),
        FirstCaptureDay = Day(publics.NotBefore),
        LastCaptureDay = Day(publics.NotAfter),
        HolderKeyThumbprint = Thumbprint(publics),
    };

    /// <summary>RFC 7638, base64url: the form in which credentials have it.</summary>
    internal static string Thumbprint(PersonhoodPublics publics) => Base64Url.EncodeToString(publics.HolderThumbprint.ToArray());

    /// <summary>Null when these are the bytes of no usable values.</summary>
    protected abstract PersonhoodPublics? TryReadPublics(ReadOnlySpan<byte> source);

    /// <summary>The quality floor in words, as the end of "firmware …, and …".</summary>
    protected abstract string Quality(PersonhoodPublics publics);

    /// <summary>What devices of this modality are trusted with.</summary>
    protected abstract string DevicesOnTrust { get; }

    /// <summary>No manifest has a later time than its format can write.</summary>
    private static DateOnly Day(long milliseconds) =>
        DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, CaptureManifest.MaxCapturedAt)).UtcDateTime);

    private string[] OnTrust(PersonhoodPublics publics) =>
    [
        FormattableString.Invariant($"The capture answered the challenge {publics.Nonce.ToHex()}: that the issuer gave it out, and once only, is the issuer's word."),
        FormattableString.Invariant($"Firmware {publics.MinimumFirmware} or later, and {Quality(publics)}, were enough for the issuer."),
        DevicesOnTrust,
    ];
}
