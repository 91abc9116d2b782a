using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Matching;

namespace Zkml.Statements.Iris;

/// <summary>
/// The commitment to one share of a template (<see cref="ShareLayout"/>): Poseidon2 over 8 blinding elements, 8 zeros, and the share's 32 768 values, one
/// to an element: two of 16 bits do not fit below p, and a packing that is not injective would let a prover hand a store another share than the proven one.
/// </summary>
public static class ShareCommitment
{
    internal const int Rate = TemplateCommitment.Rate;

    /// <summary>One block of blinding and zeros, then the values.</summary>
    internal const int Blocks = 1 + ShareLayout.Length / Rate;

    internal const int Length = Blocks * Rate;

    internal static Poseidon2Sponge Sponge { get; } = new(Poseidon2.Width24, "zkml iris template share 1");

    /// <returns>8 elements.</returns>
    public static KoalaBear[] Commit(ReadOnlySpan<ushort> share, ReadOnlySpan<KoalaBear> blinding)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(share.Length, ShareLayout.Length, nameof(share));
        var message = new KoalaBear[Length - Poseidon2Commitment.BlindingLength];
        for (int i = 0; i < share.Length; i++)
        {
            message[Rate - Poseidon2Commitment.BlindingLength + i] = KoalaBear.FromUInt32(share[i]);
        }

        KoalaBear[] commitment = Poseidon2Commitment.Commit(Sponge, blinding, message);
        Array.Clear(message);
        return commitment;
    }
}
