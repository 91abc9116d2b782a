using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Zkml.Fields;

/// <summary>
/// Sponge hash to 8 elements (about 248 bits) with a capacity of 8. The capacity starts with the domain (seven elements of
/// SHA-256(domain): little-endian 32-bit words reduced modulo p) and the message length, so messages of different lengths or domains never
/// share a state and no padding is needed; blocks of Width − 8 elements are added to the rate, a last short one to its beginning.
/// An empty message is one block of zeros.
/// </summary>
public sealed class Poseidon2Sponge(Poseidon2 permutation, string domain)
{
    public const int DigestLength = 8;

    private const int Capacity = 8;

    public Poseidon2 Permutation => permutation;

    /// <summary>Elements absorbed by one permutation.</summary>
    public int Rate => permutation.Width - Capacity;

    /// <summary>Permutations for a message of this length.</summary>
    public int Blocks(int length) => Math.Max(1, (length + Rate - 1) / Rate);

    /// <summary>The state before the first block: rate zero, then the capacity.</summary>
    public KoalaBear[] InitialState(int length)
    {
        var state = new KoalaBear[permutation.Width];
        byte[] tag = SHA256.HashData(Encoding.UTF8.GetBytes(domain));
        for (int i = 0; i < Capacity - 1; i++)
        {
            state[Rate + i] = KoalaBear.FromUInt32(BinaryPrimitives.ReadUInt32LittleEndian(tag.AsSpan(sizeof(uint) * i)));
        }

        state[^1] = KoalaBear.FromUInt32((uint)length);
        return state;
    }

    public KoalaBear[] Hash(ReadOnlySpan<KoalaBear> message)
    {
        KoalaBear[] state = InitialState(message.Length);
        for (int block = 0; block < Blocks(message.Length); block++)
        {
            int start = block * Rate;
            for (int i = 0; i < Math.Min(Rate, message.Length - start); i++)
            {
                state[i] += message[start + i];
            }

            permutation.Permute(state);
        }

        return state[..DigestLength];
    }
}
