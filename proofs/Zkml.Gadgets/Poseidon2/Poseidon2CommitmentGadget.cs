using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Hashing;

/// <summary>The value of <see cref="Poseidon2Commitment"/> for a hidden message and a hidden blinding.</summary>
public sealed class Poseidon2CommitmentGadget
{
    private Poseidon2CommitmentGadget(Tensor blinding, Poseidon2HashGadget hash) => (Blinding, Hash) = (blinding, hash);

    /// <summary>8 × 1. Not constrained to be uniform: who commits protects himself.</summary>
    public Tensor Blinding { get; }

    public Poseidon2HashGadget Hash { get; }

    /// <summary>8 × 1; the caller asserts that it is the public one.</summary>
    public View Commitment => Hash.Digest;

    /// <param name="message">L × 1.</param>
    public static Poseidon2CommitmentGadget Constrain(StatementBuilder builder, string name, Poseidon2Sponge sponge, View message)
    {
        const int Length = Poseidon2Commitment.BlindingLength;
        ArgumentOutOfRangeException.ThrowIfNotEqual(message.Shape[1], 1, nameof(message));
        int total = Length + message.Shape[0];
        AxisMap one = AxisMap.Identity(1);
        Tensor blinding = builder.Commit(name + " blinding", Length, 1);
        View elements = blinding.Map(AxisMap.Strided(total, Length, 1, 0), one)
            + message.Then(AxisMap.Strided(total, message.Shape[0], 1, -Length), one);
        return new Poseidon2CommitmentGadget(blinding, Poseidon2HashGadget.Constrain(builder, name, sponge, elements));
    }

    /// <summary>Writes the blinding and the hash; the message cells must have been written before.</summary>
    public void Fill(Witness witness, ReadOnlySpan<KoalaBear> blinding, Arena arena)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(blinding.Length, Poseidon2Commitment.BlindingLength, nameof(blinding));
        Span<uint> cells = witness[Blinding];
        for (int i = 0; i < blinding.Length; i++)
        {
            cells[i] = blinding[i].Montgomery;
        }

        Poseidon2HashSolver.Fill(witness, Hash, arena);
    }
}
