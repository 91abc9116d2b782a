using System.Security.Cryptography;

namespace Zkml.Captures;

/// <summary>
/// The digest of the mask. A mask is packed eight pixels to a byte, the first lowest, so that three of its bytes, an element of
/// <see cref="RowHash"/>, are 24 mask bits.
/// </summary>
public static class MaskDigest
{
    /// <param name="mask">One byte per pixel: 1 where the iris is seen, 0 where it is not.</param>
    public static byte[] Pack(ReadOnlySpan<byte> mask)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(mask.Length % 8, 0, nameof(mask));
        var packed = new byte[mask.Length / 8];
        for (int i = 0; i < mask.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(mask[i], 1, nameof(mask));
            packed[i / 8] |= (byte)(mask[i] << (i % 8));
        }

        return packed;
    }

    /// <summary>One byte per pixel again. The caller zeroes it.</summary>
    public static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        // Not to be moved by the garbage collector, which would leave a copy behind.
        byte[] mask = GC.AllocateArray<byte>(packed.Length * 8, pinned: true);
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = (byte)((packed[i / 8] >> (i % 8)) & 1);
        }

        return mask;
    }

    public static Bytes32 Sha256(ReadOnlySpan<byte> packed) => new(SHA256.HashData(packed));

    public static Bytes32 Poseidon2(ImageShape shape, ReadOnlySpan<byte> packed) => RowHash.WriteDigest(RowHash.OfMask(shape).Hash(packed));

    /// <summary>Zero for a shape without a mask.</summary>
    /// <param name="algorithm">Which of the two.</param>
    /// <param name="shape">Says how many bytes there are.</param>
    /// <param name="packed">As <see cref="Pack"/> makes it.</param>
    public static Bytes32 Of(DigestAlgorithm algorithm, ImageShape shape, ReadOnlySpan<byte> packed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(packed.Length, shape.MaskLength, nameof(packed));
        return (shape.HasMask, algorithm) switch
        {
            (false, _) => default,
            (true, DigestAlgorithm.Sha256) => Sha256(packed),
            (true, DigestAlgorithm.Poseidon2KoalaBear) => Poseidon2(shape, packed),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
        };
    }
}
