using Zkml.Fields;
using Zkml.Gadgets.Bits;
using Zkml.Gadgets.Hashing;
using Zkml.Gadgets.Sha256;

namespace Zkml.Statements.Device;

/// <summary>
/// The commitment to a message without its context: Poseidon2 over 8 blinding elements and the bytes before and behind the context, each packed
/// three to an element. The bytes are those SHA-256 hashes, padding included, filled up with zeros to MaxBlocks: they determine message and length.
/// </summary>
public static class DeviceMessage
{
    internal const int BytesPerElement = ByteFields.MaxBytesPerElement;

    internal static Poseidon2Sponge Sponge { get; } = new(Poseidon2.Width24, "zkml device message 1");

    /// <exception cref="ArgumentOutOfRangeException">The message is too long, or ends before its context does.</exception>
    public static KoalaBear[] Commit(DeviceParameters parameters, ReadOnlySpan<byte> message, ReadOnlySpan<KoalaBear> blinding)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(message.Length, parameters.MaxLength, nameof(message));
        ArgumentOutOfRangeException.ThrowIfLessThan(message.Length, parameters.ContextOffset + DeviceParameters.ContextLength, nameof(message));
        var padded = new byte[parameters.MaxBlocks * DeviceParameters.BytesPerBlock];
        Sha256Function.Pad(message, padded);
        long[] packed =
        [
            .. ByteFields.Pack(padded.AsSpan(0, parameters.ContextOffset), BytesPerElement),
            .. ByteFields.Pack(padded.AsSpan(parameters.ContextOffset + DeviceParameters.ContextLength), BytesPerElement),
        ];
        KoalaBear[] elements = [.. packed.Select(KoalaBear.FromInt64)];
        KoalaBear[] commitment = Poseidon2Commitment.Commit(Sponge, blinding, elements);
        Array.Clear(padded);
        Array.Clear(packed);
        Array.Clear(elements);
        return commitment;
    }
}
