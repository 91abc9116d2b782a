using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Merkle;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Jobs;

/// <summary>
/// What a proof must be of: the statement's parameters and all public values but those that the prover finds, which are the commitments. Set by who
/// accepted the capture; whoever takes a proof compares <see cref="Digest"/> with that of the proof's own values.
/// </summary>
public sealed record ProofTerms
{
    /// <summary>Of the modality with the shortest parameters.</summary>
    public const int MinimumLength = StatementParameters.IrisLength + PersonhoodPublicsCodec.Template;

    public const int MaximumLength = StatementParameters.FaceLength + PersonhoodPublicsCodec.Template;

    public required IPersonhoodParameters Parameters { get; init; }

    /// <summary>8 elements, four canonical little-endian bytes each.</summary>
    public required Bytes32 RegistryRoot { get; init; }

    public required uint Epoch { get; init; }

    public required Bytes32 Nonce { get; init; }

    public required Bytes32 HolderThumbprint { get; init; }

    /// <summary>First good millisecond (Unix) of the capture.</summary>
    public required long NotBefore { get; init; }

    /// <summary>Last good millisecond.</summary>
    public required long NotAfter { get; init; }

    public required FirmwareVersion MinimumFirmware { get; init; }

    /// <summary>So many of the 16 384 mask bits of an iris must be 1; or the least that the device may have judged of a face.</summary>
    public required int QualityFloor { get; init; }

    /// <summary>The terms that a proof keeps.</summary>
    public static ProofTerms Of(IPersonhoodParameters parameters, PersonhoodPublics publics) => new()
    {
        Parameters = parameters,
        RegistryRoot = RowHash.WriteDigest(publics.RegistryRoot),
        Epoch = publics.Epoch,
        Nonce = publics.Nonce,
        HolderThumbprint = publics.HolderThumbprint,
        NotBefore = publics.NotBefore,
        NotAfter = publics.NotAfter,
        MinimumFirmware = publics.MinimumFirmware,
        QualityFloor = publics.QualityFloor,
    };

    /// <summary>The public values of the proof, of its modality; without the shares that an iris may have.</summary>
    /// <param name="template">Commitment to the template.</param>
    public PersonhoodPublics Publics(KoalaBear[] template) =>
        RowHash.TryReadDigest(RegistryRoot, out KoalaBear[]? root)
            ? Parameters.PublicsOf(new PersonhoodPublics(root, Epoch, Nonce, HolderThumbprint, NotBefore, NotAfter, MinimumFirmware, QualityFloor, template))
            : throw new InvalidOperationException("The root is not 8 field elements.");

    /// <summary>SHA-256 of the statement's name, which has the model in it, a zero byte, and the values.</summary>
    public Bytes32 Digest() => new(SHA256.HashData([.. Encoding.ASCII.GetBytes(Parameters.StatementName), 0, .. Values()]));

    /// <summary>Parameters (<see cref="StatementParameters"/>) ‖ public values as every proof has them, up to the template.</summary>
    /// <exception cref="ArgumentException">They are no terms of any proof.</exception>
    public byte[] Write() => [.. StatementParameters.Write(Parameters), .. Values()];

    /// <summary>False unless these are the bytes of terms that a proof can be made for.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out ProofTerms? terms)
    {
        terms = null;
        if (source.Length is < MinimumLength or > MaximumLength || source.Length != LengthOf(source))
        {
            return false;
        }

        int values = StatementParameters.LengthOf(source);
        if (StatementParameters.TryRead(source[..values], out IPersonhoodParameters? parameters)
            && PersonhoodPublicsCodec.TryRead([.. source[values..], .. stackalloc byte[Bytes32.Length]], out PersonhoodPublics? publics)
            && parameters.PublicsOf(publics).Problem is null)
        {
            terms = Of(parameters, publics);
        }

        return terms is not null;
    }

    /// <summary>Of the terms that these bytes begin with; at least <see cref="MinimumLength"/> of them.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> source) => StatementParameters.LengthOf(source) + PersonhoodPublicsCodec.Template;

    /// <summary>Without the template.</summary>
    private byte[] Values() => PersonhoodPublicsCodec.Write(Publics(new KoalaBear[PoseidonMerkleTree.DigestLength]))[..PersonhoodPublicsCodec.Template];
}
