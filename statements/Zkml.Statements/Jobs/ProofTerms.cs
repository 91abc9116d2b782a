using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Merkle;
using Zkml.Models.Iris;
using Zkml.Statements.Iris;

namespace Zkml.Statements.Jobs;

/// <summary>
/// What a proof must be of: the statement's parameters and all public values but those that the prover finds, which are the commitments. Set by who
/// accepted the capture; whoever takes a proof compares <see cref="Digest"/> with that of the proof's own values.
/// </summary>
public sealed record ProofTerms
{
    /// <summary>Columns (2) ‖ registry depth (1) ‖ digest algorithm (1) ‖ shared (1) ‖ mask rule (1) ‖ public values as in <see cref="IrisPublicsCodec"/>, up to the template.</summary>
    public const int Length = ParametersLength + IrisPublicsCodec.Template;

    private const int Width = 0, Depth = 2, Algorithm = 3, Shared = 4, Rule = 5, ParametersLength = 6;

    public required IrisParameters Parameters { get; init; }

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

    /// <summary>So many of the 16 384 mask bits must be 1.</summary>
    public required int QualityFloor { get; init; }

    /// <summary>The terms that a proof keeps.</summary>
    public static ProofTerms Of(IrisParameters parameters, IrisPublics publics) => new()
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

    /// <summary>The public values of the proof.</summary>
    /// <param name="template">Commitment to the template.</param>
    /// <param name="shares">Commitments to its shares, for a statement with shares.</param>
    public IrisPublics Publics(KoalaBear[] template, IReadOnlyList<KoalaBear[]>? shares) =>
        RowHash.TryReadDigest(RegistryRoot, out KoalaBear[]? root)
            ? new IrisPublics(root, Epoch, Nonce, HolderThumbprint, NotBefore, NotAfter, MinimumFirmware, QualityFloor, template) { Shares = shares }
            : throw new InvalidOperationException("The root is not 8 field elements.");

    /// <summary>SHA-256 of the statement's name, which has the model in it, a zero byte, and the values.</summary>
    public Bytes32 Digest() => new(SHA256.HashData([.. Encoding.ASCII.GetBytes(Parameters.StatementName), 0, .. Values()]));

    /// <exception cref="ArgumentException">They are no terms of any proof.</exception>
    public byte[] Write()
    {
        if (Parameters.Problem is { } problem)
        {
            throw new ArgumentException(problem);
        }

        var parameters = new byte[ParametersLength];
        BinaryPrimitives.WriteUInt16BigEndian(parameters.AsSpan(Width), (ushort)Parameters.Width);
        parameters[Depth] = (byte)Parameters.RegistryDepth;
        parameters[Algorithm] = (byte)Parameters.Digest;
        parameters[Shared] = Parameters.Shared ? (byte)1 : (byte)0;
        parameters[Rule] = (byte)Parameters.Rule;
        return [.. parameters, .. Values()];
    }

    /// <summary>False unless these are the bytes of terms that a proof can be made for.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out ProofTerms? terms)
    {
        terms = null;
        if (source.Length != Length || source[Shared] > 1)
        {
            return false;
        }

        var parameters = new IrisParameters(
            BinaryPrimitives.ReadUInt16BigEndian(source[Width..]), source[Depth], (DigestAlgorithm)source[Algorithm], source[Shared] == 1, (MaskRule)source[Rule]);
        if (parameters.Problem is null && IrisPublicsCodec.TryRead([.. source[ParametersLength..], .. stackalloc byte[Bytes32.Length]], out IrisPublics? publics))
        {
            terms = Of(parameters, publics);
        }

        return terms is not null;
    }

    /// <summary>Without the template.</summary>
    private byte[] Values() => IrisPublicsCodec.Write(Publics(new KoalaBear[PoseidonMerkleTree.DigestLength], null))[..IrisPublicsCodec.Template];
}
