using System.Security.Cryptography;

namespace Zkml.Captures;

/// <summary>The digest of the pixels that goes into the manifest.</summary>
public static class ImageDigest
{
    public static Bytes32 Sha256(ReadOnlySpan<byte> pixels) => new(SHA256.HashData(pixels));

    public static Bytes32 Poseidon2(ImageShape shape, ReadOnlySpan<byte> pixels) => RowHash.WriteDigest(RowHash.OfImage(shape).Hash(pixels));

    /// <param name="algorithm">Which of the two.</param>
    /// <param name="shape">Says how many bytes there are.</param>
    /// <param name="pixels">Row after row.</param>
    public static Bytes32 Of(DigestAlgorithm algorithm, ImageShape shape, ReadOnlySpan<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, shape.PixelsLength, nameof(pixels));
        return algorithm switch
        {
            DigestAlgorithm.Sha256 => Sha256(pixels),
            DigestAlgorithm.Poseidon2KoalaBear => Poseidon2(shape, pixels),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
        };
    }
}
