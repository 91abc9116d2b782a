using System.Security.Cryptography;
using Zkml.Fields;

namespace Zkml.Gadgets.Hashing;

/// <summary>
/// C = Hash(blinding ‖ message) with a domain of its own per kind of message. Hiding: 8 uniform blinding elements (about 248 bits) fill
/// half of the rate before anything else is absorbed. Binding: collision resistance of the sponge.
/// </summary>
public static class Poseidon2Commitment
{
    /// <summary>Elements of blinding (review, F21: at least 8).</summary>
    public const int BlindingLength = 8;

    /// <param name="sponge">Names the kind of message by its domain.</param>
    /// <param name="blinding">8 uniform elements, never used twice.</param>
    /// <param name="message">Its length is fixed by the kind.</param>
    public static KoalaBear[] Commit(Poseidon2Sponge sponge, ReadOnlySpan<KoalaBear> blinding, ReadOnlySpan<KoalaBear> message)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(blinding.Length, BlindingLength, nameof(blinding));
        var elements = new KoalaBear[BlindingLength + message.Length];
        blinding.CopyTo(elements);
        message.CopyTo(elements.AsSpan(BlindingLength));
        KoalaBear[] commitment = sponge.Hash(elements);
        Array.Clear(elements);
        return commitment;
    }

    /// <summary>8 uniform elements from the system's generator, by rejection.</summary>
    public static KoalaBear[] RandomBlinding()
    {
        var blinding = new KoalaBear[BlindingLength];
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        for (int i = 0; i < BlindingLength; i++)
        {
            do
            {
                RandomNumberGenerator.Fill(bytes);
                bytes[^1] &= 0x7f;
            }
            while (!KoalaBear.TryRead(bytes, out blinding[i]));
        }

        bytes.Clear();
        return blinding;
    }
}
