using System.Buffers.Text;
using Zkml.Captures;
using Zkml.Credentials;

namespace Zkml.Statements.Iris;

/// <summary>
/// The iris statement as bundles see it. The statement is built on first use, from the parameters alone; its id is the digest that every proof of it
/// begins with, so no other circuit or model can stand under that id. Who only compared ids need not keep the statement: it takes tens of megabytes.
/// Safe for several threads.
/// </summary>
public sealed class IrisStatementVerifier(IrisParameters parameters) : IStatementVerifier
{
    /// <summary>As detail: the public values are in no usable form.</summary>
    public const string PublicValuesMalformed = "The public values are not in their form.";

    private readonly Lock _guard = new();

    private readonly WeakReference<IrisStatement?> _built = new(null);

    private IrisStatement? _statement;

    private string? _id;

    public IrisParameters Parameters => parameters;

    public IrisStatement Statement
    {
        get
        {
            lock (_guard)
            {
                return _statement ??= Build();
            }
        }
    }

    public string StatementId
    {
        get
        {
            lock (_guard)
            {
                return _id ??= Convert.ToHexStringLower(Build().Plan.Statement.Digest.Span);
            }
        }
    }

    public StatementVerdict Verify(StatementProof proof) =>
        !IrisPublicsCodec.TryRead(proof.PublicValues.Span, out IrisPublics? publics) ? StatementVerdict.Refuse(PublicValuesMalformed)
        : Check(publics, proof.Proof.Span) is { } reason ? StatementVerdict.Refuse(reason)
        : StatementVerdict.Accept(Facts(parameters, publics), OnTrust(publics));

    /// <summary>Null when the proof is valid, else the check that failed.</summary>
    public string? Check(IrisPublics publics, ReadOnlySpan<byte> proof)
    {
        if (publics.Shares is not null != parameters.Shared)
        {
            return PublicValuesMalformed;
        }

        using var verifier = new IrisVerifier(Statement);
        return verifier.Check(publics, proof);
    }

    private IrisStatement Build()
    {
        if (_statement is { } kept || _built.TryGetTarget(out kept))
        {
            return kept;
        }

        IrisStatement made = IrisStatement.For(parameters);
        _built.SetTarget(made);
        return made;
    }

    /// <summary>What a proof of these values shows.</summary>
    internal static ProvenFacts Facts(IrisParameters parameters, IrisPublics publics) => new()
    {
        Modality = "iris",
        ModelId = parameters.ModelId,
        RegistryRoot = RowHash.WriteDigest(publics.RegistryRoot).ToHex(),
        RegistryEpoch = publics.Epoch,
        TemplateCommitment = RowHash.WriteDigest(publics.Template).ToHex(),
        FirstCaptureDay = Day(publics.NotBefore),
        LastCaptureDay = Day(publics.NotAfter),
        HolderKeyThumbprint = Thumbprint(publics),
    };

    /// <summary>RFC 7638, base64url: the form in which credentials have it.</summary>
    internal static string Thumbprint(IrisPublics publics) => Base64Url.EncodeToString(publics.HolderThumbprint.ToArray());

    /// <summary>No manifest has a later time than its format can write.</summary>
    private static DateOnly Day(long milliseconds) =>
        DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, CaptureManifest.MaxCapturedAt)).UtcDateTime);

    private static string[] OnTrust(IrisPublics publics) =>
    [
        FormattableString.Invariant($"The capture answered the challenge {publics.Nonce.ToHex()}: that the issuer gave it out, and once only, is the issuer's word."),
        FormattableString.Invariant($"Firmware {publics.MinimumFirmware} or later, and {publics.QualityFloor} valid bits of the mask or more, were enough for the issuer."),
        "Registered devices photograph eyes, and say so when they see an attack.",
    ];
}
