using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Sha256;

/// <summary>Words of the computation as linear views of the committed bits, of shape messages × blocks × 2 × 16 × rounds.</summary>
internal sealed class Sha256Views(Sha256Tensors tensors)
{
    private static readonly AxisMap Swap = AxisMap.Rotate(2, 1);
    private readonly AxisMap _messages = AxisMap.Identity(tensors.Messages);
    private readonly AxisMap _allMessages = AxisMap.Broadcast(tensors.Messages);

    public AxisMap EachBlock { get; } = AxisMap.Identity(tensors.Blocks);

    public AxisMap AnyBlock { get; } = AxisMap.Broadcast(tensors.Blocks);

    private AxisMap PreviousBlock { get; } = AxisMap.Shift(tensors.Blocks, 1);

    private AxisMap FirstBlock { get; } = AxisMap.Place(tensors.Blocks, 0);

    /// <summary>The words of a tensor, in every block.</summary>
    public View Words(Tensor words, AxisMap rounds) => words.Map(_messages, EachBlock, AxisMap.Identity(2), AxisMap.Identity(16), rounds);

    /// <summary>The words rotated right.</summary>
    public View Rotated(Tensor words, int by, AxisMap rounds) => Rotated(words, by, EachBlock, rounds);

    /// <summary>The words shifted right by less than 16; zeros come in.</summary>
    public View Shifted(Tensor words, int by, AxisMap rounds) =>
        words.Map(_messages, EachBlock, AxisMap.Identity(2), AxisMap.Strided(16, 16, 1, by), rounds)
        + words.Map(_messages, EachBlock, AxisMap.Strided(2, 2, 1, 1), AxisMap.Strided(16, 16, 1, by - 16), rounds);

    /// <summary>
    /// a (or e) <paramref name="back"/> rounds before round t, rotated right: from the rounds, and for t &lt; back from the state before
    /// the block, which is the state after the previous block or the constant initial one.
    /// </summary>
    public View Before(bool setE, int back, int rotation = 0)
    {
        (Tensor rounds, Tensor state) = Set(setE);
        AxisMap fromState = AxisMap.Strided(Sha256Constants.Rounds, Sha256Tensors.StateDepth, 1, Sha256Tensors.StateDepth - back);
        View view = Rotated(rounds, rotation, EachBlock, AxisMap.Shift(Sha256Constants.Rounds, back))
            + Rotated(state, rotation, PreviousBlock, fromState);
        if (tensors.Previous is { } previous)
        {
            return view + Rotated(State(previous, setE), rotation, LastOf(previous), fromState);
        }

        for (int t = 0; t < back; t++)
        {
            uint word = System.Numerics.BitOperations.RotateRight(InitialWord(setE, back - 1 - t), rotation);
            view += Constant(FirstBlock, word, AxisMap.Place(Sha256Constants.Rounds, t));
        }

        return view;
    }

    /// <summary>The state before each block, in the order of <see cref="Sha256Tensors.StateA"/>.</summary>
    public View StateBefore(bool setE)
    {
        AxisMap words = AxisMap.Identity(Sha256Tensors.StateDepth);
        View view = Rotated(Set(setE).State, 0, PreviousBlock, words);
        if (tensors.Previous is { } previous)
        {
            return view + Rotated(State(previous, setE), 0, LastOf(previous), words);
        }

        for (int i = 0; i < Sha256Tensors.StateDepth; i++)
        {
            view += Constant(FirstBlock, InitialWord(setE, Sha256Tensors.StateDepth - 1 - i), AxisMap.Place(Sha256Tensors.StateDepth, i));
        }

        return view;
    }

    public (Tensor Rounds, Tensor State) Set(bool setE) => (setE ? tensors.E : tensors.A, State(tensors, setE));

    /// <summary>Public numbers low[t] and high[t], standing at bit 0 of their half: added to the number the bits make.</summary>
    public View Numbers(Coefficient[] low, Coefficient[] high)
    {
        return Half(0, low) + Half(1, high);

        View Half(int half, Coefficient[] values) => View.ConstantProduct(
            _allMessages, AnyBlock, AxisMap.Place(2, half), AxisMap.Place(16, 0), AxisMap.Weights(values));
    }

    /// <summary>
    /// What carries add to the two halves: minus 2^16 times the own carry, plus the low half's carry in the high half. The carry of a half is the
    /// number of its <paramref name="bits"/> bits in the slots from <paramref name="firstSlot"/>.
    /// </summary>
    public View CarryTerms(Tensor carries, int firstSlot, int bits, AxisMap rounds)
    {
        int slots = carries.Shape[2];
        var entries = new List<AxisMap.Entry>();
        for (int bit = 0; bit < bits; bit++)
        {
            entries.Add(new AxisMap.Entry(0, firstSlot + bit, -1L << (16 + bit)));
            entries.Add(new AxisMap.Entry(1, firstSlot + bit, 1L << bit));
            entries.Add(new AxisMap.Entry(1, firstSlot + bits + bit, -1L << (16 + bit)));
        }

        Shape source = Shape.Of(tensors.Messages, tensors.Blocks, slots, 1, carries.Shape[3]);
        return carries.MapAs(source, _messages, EachBlock, AxisMap.Sparse(2, slots, entries), AxisMap.Place(16, 0), rounds);
    }

    private View Rotated(Tensor words, int by, AxisMap blocks, AxisMap rounds)
    {
        (int halves, int shift) = Math.DivRem(by, 16);
        View view = words.Map(_messages, blocks, HalfAt(halves), AxisMap.Strided(16, 16, 1, shift), rounds);
        return shift == 0 ? view : view + words.Map(_messages, blocks, HalfAt(halves + 1), AxisMap.Strided(16, 16, 1, shift - 16), rounds);
    }

    private static Tensor State(Sha256Tensors blocks, bool setE) => setE ? blocks.StateE : blocks.StateA;

    /// <summary>The last block of another run goes to the first one here.</summary>
    private AxisMap LastOf(Sha256Tensors previous) =>
        AxisMap.Sparse(tensors.Blocks, previous.Blocks, [new AxisMap.Entry(0, previous.Blocks - 1, 1)]);

    private static AxisMap HalfAt(int halves) => halves % 2 == 0 ? AxisMap.Identity(2) : Swap;

    private View Constant(AxisMap blocks, uint word, AxisMap rounds)
    {
        return Half(0) + Half(1);

        View Half(int half)
        {
            AxisMap bits = AxisMap.Weights([.. Enumerable.Range(16 * half, 16).Select(i => (Coefficient)((word >> i) & 1))]);
            return View.ConstantProduct(_allMessages, blocks, AxisMap.Place(2, half), bits, rounds);
        }
    }

    /// <summary>Word of H(0): 0 is the newest, a or e.</summary>
    private static uint InitialWord(bool setE, int age) => Sha256Words.InitialState[(setE ? 4 : 0) + age];
}
