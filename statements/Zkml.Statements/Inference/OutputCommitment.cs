using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Networks;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Inference;

/// <summary>
/// The commitment to a network's output: Poseidon2 over 8 blinding elements and the values, counted from the least one that the network can give,
/// channel by channel. Values of 8 bits are packed three to an element, the first lowest; others stand alone. Number, least value and packing are
/// in the domain.
/// </summary>
public sealed class OutputCommitment
{
    private const int PackedBits = 8, Packed = 3;

    private readonly Interval _interval;
    private readonly int _count;
    private readonly Poseidon2Sponge _sponge;

    public OutputCommitment(IntegerNetwork network)
    {
        _interval = network.Output.Interval;
        _count = network.Output.Shape.Count;
        _sponge = new Poseidon2Sponge(Poseidon2.Width24, FormattableString.Invariant($"zkml network output 1 {_count} from {_interval.Min} by {PerElement}"));
    }

    private int PerElement => _interval.Width <= 1 << PackedBits ? Packed : 1;

    private int Elements => (_count + PerElement - 1) / PerElement;

    /// <param name="output">Channel by channel.</param>
    /// <param name="blinding">8 uniform elements, never used twice.</param>
    public KoalaBear[] Commit(ReadOnlySpan<int> output, ReadOnlySpan<KoalaBear> blinding)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(output.Length, _count, nameof(output));
        var message = new KoalaBear[Elements];
        for (int i = 0; i < output.Length; i++)
        {
            message[i / PerElement] += KoalaBear.FromInt64((output[i] - _interval.Min) << (PackedBits * (i % PerElement)));
        }

        KoalaBear[] commitment = Poseidon2Commitment.Commit(_sponge, blinding, message);
        Array.Clear(message);
        return commitment;
    }

    /// <param name="builder">Of the statement.</param>
    /// <param name="output">1 × values, as the network gives them.</param>
    internal Poseidon2CommitmentGadget Constrain(StatementBuilder builder, View output)
    {
        AxisMap pack = AxisMap.Sparse(Elements, _count, [.. Enumerable.Range(0, _count).Select(i =>
            new AxisMap.Entry(i / PerElement, i, 1L << (PackedBits * (i % PerElement))))]);
        View counted = output - _interval.Min * View.Constant(output.Shape, 1);
        return Poseidon2CommitmentGadget.Constrain(
            builder, "output commitment", _sponge, counted.WithShape(_count, 1).Then(pack, AxisMap.Identity(1)));
    }
}
