using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Hashing;

/// <summary>
/// M sponge hashes (<see cref="Poseidon2Sponge"/>) of L elements each. The B = ⌈L / rate⌉ blocks of all hashes are one batch of permutations,
/// number b·M + m for block b of hash m, so that a state moves on to the next block by a shift of M.
/// </summary>
/// <remarks>
/// input_b = block_b + output_{b−1}, input_0 = block_0 + initial state; digest = first 8 elements of output_{B−1}. Everything but the cubes
/// is linear, so a hash costs B permutations and nothing else.
/// </remarks>
public sealed class Poseidon2HashGadget
{
    private Poseidon2HashGadget(Poseidon2Gadget permutations, View absorbed, int count)
    {
        (Permutations, Absorbed, Count) = (permutations, absorbed, count);
        int columns = permutations.Count;
        Digest = permutations.Output.Then(
            AxisMap.Slice(permutations.Width, 0, Poseidon2Sponge.DigestLength), AxisMap.Slice(columns, columns - count, count));
    }

    /// <summary>B · M permutations.</summary>
    public Poseidon2Gadget Permutations { get; }

    /// <summary>M.</summary>
    public int Count { get; }

    /// <summary>8 × M.</summary>
    public View Digest { get; }

    /// <summary>What the states are before the outputs of the blocks before are added, w × B·M.</summary>
    internal View Absorbed { get; }

    /// <summary>Hashes the columns of a message.</summary>
    /// <param name="message">L × M.</param>
    public static Poseidon2HashGadget Constrain(StatementBuilder builder, string name, Poseidon2Sponge sponge, View message)
    {
        int length = message.Shape[0], count = message.Shape[1], blocks = sponge.Blocks(length);
        View arranged = View.Zero(Shape.Of(sponge.Rate, blocks * count));
        for (int b = 0; b < blocks; b++)
        {
            arranged += message.Then(
                AxisMap.Strided(sponge.Rate, length, 1, b * sponge.Rate), AxisMap.Strided(blocks * count, count, 1, -b * count));
        }

        return Constrain(builder, name, sponge, arranged, length, count);
    }

    /// <summary>As above, for a long message that comes in blocks: no axis of a view can be cut into rate × blocks.</summary>
    /// <param name="blocks">rate × B·M, block b of hash m in column b·M + m.</param>
    public static Poseidon2HashGadget ConstrainBlocks(StatementBuilder builder, string name, Poseidon2Sponge sponge, View blocks, int count)
    {
        int columns = blocks.Shape[1];
        ArgumentOutOfRangeException.ThrowIfNotEqual(blocks.Shape[0], sponge.Rate, nameof(blocks));
        ArgumentOutOfRangeException.ThrowIfNotEqual(columns % count, 0, nameof(count));
        return Constrain(builder, name, sponge, blocks, columns / count * sponge.Rate, count);
    }

    private static Poseidon2HashGadget Constrain(
        StatementBuilder builder, string name, Poseidon2Sponge sponge, View blocks, int length, int count)
    {
        int width = sponge.Permutation.Width, columns = blocks.Shape[1];
        Coefficient[] initial = [.. sponge.InitialState(length).Select(e => (Coefficient)e)];
        View start = View.ConstantProduct(
            AxisMap.Weights(initial), AxisMap.Sparse(columns, 1, [.. Enumerable.Range(0, count).Select(m => new AxisMap.Entry(m, 0, 1))]));
        View absorbed = start + blocks.Then(AxisMap.Strided(width, sponge.Rate, 1, 0), AxisMap.Identity(columns));

        Poseidon2Gadget permutations = Poseidon2Gadget.Commit(builder, name, sponge.Permutation, columns);
        permutations.Constrain(absorbed + permutations.Output.Then(AxisMap.Identity(width), AxisMap.Shift(columns, count)));
        return new Poseidon2HashGadget(permutations, absorbed, count);
    }
}
