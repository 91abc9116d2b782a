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
        : this("zkml network output 1", network.Output.Shape.Count, network.Output.Interval)
    {
    }

    /// <param name="kind">What the values are, for the domain.</param>
    /// <param name="count">Of values.</param>
    /// <param name="interval">All values are within.</param>
    internal OutputCommitment(string kind, int count, Interval interval)
    {
        (_count, _interval) = (count, interval);
        _sponge = new Poseidon2Sponge(Poseidon2.Width24, FormattableString.Invariant($"{kind} {_count} from {_interval.Min} by {PerElement}"));
    }

    /// <summary>As one message of a batch of permutations, with <see cref="Message"/>.</summary>
    internal Poseidon2HashJob Job => new(_sponge, Poseidon2Commitment.BlindingLength + Elements, 1);

    private int PerElement => _interval.Width <= 1 << PackedBits ? Packed : 1;

    private int Elements => (_count + PerElement - 1) / PerElement;

    /// <param name="output">Channel by channel.</param>
    /// <param name="blinding">8 uniform elements, never used twice.</param>
    public KoalaBear[] Commit(ReadOnlySpan<int> output, ReadOnlySpan<KoalaBear> blinding)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(output.Length, _count, nameof(output));
        foreach (int value in output)
        {
            if (!_interval.Contains(value))
            {
                // Packed, it would carry into its neighbour: another vector would open the same commitment.
                throw new ArgumentException("A value is outside of the interval that is committed to.", nameof(output));
            }
        }

        var message = new KoalaBear[Elements];
        for (int i = 0; i < output.Length; i++)
        {
            message[i / PerElement] += KoalaBear.FromInt64((output[i] - _interval.Min) * Weight(i));
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
            new AxisMap.Entry(i / PerElement, i, Weight(i)))]);
        View counted = output - _interval.Min * View.Constant(output.Shape, 1);
        return Poseidon2CommitmentGadget.Constrain(
            builder, "output commitment", _sponge, counted.WithShape(_count, 1).Then(pack, AxisMap.Identity(1)));
    }

    /// <summary>Rate × blocks: blinding and values as the sponge takes them.</summary>
    /// <param name="blinding">8 × 1.</param>
    /// <param name="output">1 × values, as the network gives them.</param>
    internal View Message(Tensor blinding, View output)
    {
        int rate = _sponge.Rate, blocks = Job.Blocks;
        View sum = blinding.Map(AxisMap.Strided(rate, Poseidon2Commitment.BlindingLength, 1, 0), AxisMap.Place(blocks, 0));
        var least = new long[rate * blocks];
        foreach (var row in Enumerable.Range(0, _count).GroupBy(v => Element(v) % rate))
        {
            AxisMap.Entry[] entries = [.. row.Select(v => new AxisMap.Entry(Element(v) / rate, v, Weight(v)))];
            sum += output.Then(AxisMap.Place(rate, row.Key), AxisMap.Sparse(blocks, _count, entries));
            foreach (int v in row)
            {
                least[row.Key * blocks + Element(v) / rate] += _interval.Min * Weight(v);
            }
        }

        return sum - View.ConstantArray(Shape.Of(rate, blocks), least);
    }

    /// <summary>The place of a value's element in the sponge's message.</summary>
    private int Element(int value) => Poseidon2Commitment.BlindingLength + value / PerElement;

    private long Weight(int value) => 1L << (PackedBits * (value % PerElement));
}
