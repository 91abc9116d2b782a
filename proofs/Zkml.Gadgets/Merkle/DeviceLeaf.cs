using Zkml.Fields;

namespace Zkml.Gadgets.Merkle;

/// <summary>
/// The registry leaf of a capture device: Hash(public key ‖ attributes) under the domain "device leaf". The key's 64 bytes x ‖ y (big-endian
/// coordinates, as in SEC 1) are packed three to an element, first byte lowest: 2^24 &lt; p, so the packing is injective.
/// </summary>
public static class DeviceLeaf
{
    /// <summary>Bytes of one coordinate.</summary>
    public const int CoordinateLength = 32;

    /// <summary>Elements after the key, for model, firmware and epochs; zero until they are defined.</summary>
    public const int AttributeCount = 8;

    internal const int BytesPerElement = 3;

    /// <summary>⌈64 / 3⌉ elements of key, then the attributes.</summary>
    internal const int MessageLength = (2 * CoordinateLength + BytesPerElement - 1) / BytesPerElement + AttributeCount;

    /// <summary>30 elements are two blocks of 16.</summary>
    internal static Poseidon2Sponge Sponge { get; } = new(Poseidon2.Width24, "zkml device leaf 1");

    public static KoalaBear[] Hash(ReadOnlySpan<byte> keyX, ReadOnlySpan<byte> keyY, ReadOnlySpan<KoalaBear> attributes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(keyX.Length, CoordinateLength, nameof(keyX));
        ArgumentOutOfRangeException.ThrowIfNotEqual(keyY.Length, CoordinateLength, nameof(keyY));
        ArgumentOutOfRangeException.ThrowIfNotEqual(attributes.Length, AttributeCount, nameof(attributes));
        Span<byte> key = stackalloc byte[2 * CoordinateLength];
        keyX.CopyTo(key);
        keyY.CopyTo(key[CoordinateLength..]);
        var message = new KoalaBear[MessageLength];
        for (int i = 0; i < key.Length; i++)
        {
            message[i / BytesPerElement] += KoalaBear.FromUInt32((uint)key[i] << (8 * (i % BytesPerElement)));
        }

        attributes.CopyTo(message.AsSpan(MessageLength - AttributeCount));
        return Sponge.Hash(message);
    }
}
