using System.Diagnostics.CodeAnalysis;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Merkle;

namespace Zkml.Statements.Face;

/// <summary>The public values of a match proof: two commitments, for example those of a face proof then and a face proof now.</summary>
public sealed record FaceMatchPublics
{
    /// <param name="first">8 elements.</param>
    /// <param name="second">8 elements.</param>
    public FaceMatchPublics(KoalaBear[] first, KoalaBear[] second)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(first.Length, PoseidonMerkleTree.DigestLength, nameof(first));
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Length, PoseidonMerkleTree.DigestLength, nameof(second));
        (First, Second) = (first, second);
    }

    public KoalaBear[] First { get; }

    public KoalaBear[] Second { get; }

    /// <summary>64 bytes: elements as four canonical little-endian bytes each.</summary>
    public byte[] Write() => [.. RowHash.WriteDigest(First).ToArray(), .. RowHash.WriteDigest(Second).ToArray()];

    /// <summary>False unless these are 64 bytes with canonical elements.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out FaceMatchPublics? publics)
    {
        publics = source.Length == 2 * Bytes32.Length && RowHash.TryReadDigest(new Bytes32(source[..Bytes32.Length]), out KoalaBear[]? first)
            && RowHash.TryReadDigest(new Bytes32(source[Bytes32.Length..]), out KoalaBear[]? second)
            ? new FaceMatchPublics(first, second)
            : null;
        return publics is not null;
    }
}
