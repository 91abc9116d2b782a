using System.Diagnostics.CodeAnalysis;
using Zkml.Fields;

namespace Zkml.Captures;

/// <summary>
/// Poseidon2 digest of an image or a mask: each row by a sponge of its own, then the digests of the rows, in their order, by another.
///   element e of a row = Σ_{j&lt;3} 2^(8j) · byte 3e + j     (the last element may hold fewer bytes; 2^24 &lt; p, so the packing is injective)
///   digest = Sponge_top(Sponge_row(row 0) ‖ Sponge_row(row 1) ‖ …)
/// Both sponges have width 24 and so absorb 16 elements per permutation.
/// </summary>
/// <remarks>
/// Why rows: they are independent, so the prover makes all of them in one batch of parallel permutations, and no chunk cuts through an axis of the
/// image tensor (powers of two cannot be cut into 48 bytes). 512 pixels are 171 elements, 11 permutations: 128 rows cost 1 408 where one chain
/// would cost 1 366, and the top 64. Sizes are in the domain of the top sponge, since rows of 511 and 512 bytes have as many elements.
/// </remarks>
public sealed class RowHash
{
    public const int BytesPerElement = 3;

    private RowHash(string kind, string size, int rows, int rowLength)
    {
        (Rows, RowLength) = (rows, rowLength);
        RowSponge = new Poseidon2Sponge(Poseidon2.Width24, $"zkml {kind} row 1");
        TopSponge = new Poseidon2Sponge(Poseidon2.Width24, $"zkml {kind} 1 {size}");
    }

    public int Rows { get; }

    /// <summary>Bytes of a row.</summary>
    public int RowLength { get; }

    /// <summary>Elements of a row.</summary>
    public int RowElements => (RowLength + BytesPerElement - 1) / BytesPerElement;

    public Poseidon2Sponge RowSponge { get; }

    public Poseidon2Sponge TopSponge { get; }

    /// <summary>All permutations of one digest.</summary>
    public int Permutations => Rows * RowSponge.Blocks(RowElements) + TopSponge.Blocks(Rows * Poseidon2Sponge.DigestLength);

    /// <summary>For the pixels of a shape.</summary>
    public static RowHash OfImage(ImageShape shape) =>
        new("image", FormattableString.Invariant($"{shape.Width}x{shape.Height}x{shape.Channels}"), shape.Height, shape.RowLength);

    /// <summary>For the packed mask of a shape.</summary>
    public static RowHash OfMask(ImageShape shape) => shape.HasMask
        ? new("mask", FormattableString.Invariant($"{shape.Width}x{shape.Height}"), shape.Height, shape.MaskRowLength)
        : throw new ArgumentOutOfRangeException(nameof(shape), "This modality has no mask.");

    /// <param name="bytes">Rows · RowLength bytes.</param>
    /// <returns>8 elements.</returns>
    public KoalaBear[] Hash(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Rows * RowLength, nameof(bytes));
        var digests = new KoalaBear[Rows * Poseidon2Sponge.DigestLength];
        var elements = new KoalaBear[RowElements];
        for (int row = 0; row < Rows; row++)
        {
            Pack(bytes.Slice(row * RowLength, RowLength), elements);
            RowSponge.Hash(elements).CopyTo(digests.AsSpan(row * Poseidon2Sponge.DigestLength));
        }

        KoalaBear[] digest = TopSponge.Hash(digests);
        // Rows of an eye: digests of dark rows could be guessed.
        Array.Clear(elements);
        Array.Clear(digests);
        return digest;
    }

    /// <summary>Three bytes to an element, the first lowest.</summary>
    public static void Pack(ReadOnlySpan<byte> row, Span<KoalaBear> elements)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(elements.Length, (row.Length + BytesPerElement - 1) / BytesPerElement, nameof(elements));
        for (int e = 0; e < elements.Length; e++)
        {
            uint value = 0;
            int start = e * BytesPerElement;
            for (int i = Math.Min(row.Length, start + BytesPerElement) - 1; i >= start; i--)
            {
                value = value << 8 | row[i];
            }

            elements[e] = KoalaBear.FromUInt32(value);
        }
    }

    /// <summary>8 elements as 8 little-endian words.</summary>
    public static Bytes32 WriteDigest(ReadOnlySpan<KoalaBear> digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, Poseidon2Sponge.DigestLength, nameof(digest));
        Span<byte> bytes = stackalloc byte[Bytes32.Length];
        for (int i = 0; i < digest.Length; i++)
        {
            digest[i].Write(bytes[(sizeof(uint) * i)..]);
        }

        return new Bytes32(bytes);
    }

    /// <summary>False unless all 8 words are below p.</summary>
    public static bool TryReadDigest(Bytes32 bytes, [NotNullWhen(true)] out KoalaBear[]? digest)
    {
        Span<byte> source = stackalloc byte[Bytes32.Length];
        bytes.CopyTo(source);
        var elements = new KoalaBear[Poseidon2Sponge.DigestLength];
        bool canonical = true;
        for (int i = 0; i < elements.Length; i++)
        {
            canonical &= KoalaBear.TryRead(source.Slice(sizeof(uint) * i, sizeof(uint)), out elements[i]);
        }

        digest = canonical ? elements : null;
        return canonical;
    }
}
