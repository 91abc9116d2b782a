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

    /// <summary>Rate × blocks: blinding and values as the sponge takes them.</summary>
    /// <param name="blinding">8 × 1.</param>
    /// <param name="network">Whose output it is of.</param>
    internal View Message(Tensor blinding, CompiledNetwork network) =>
        network.Output.Shape[0] == 1 ? Message(blinding, network.Output) : Start(blinding) + OfImage(network.OutputTensor());

    /// <summary>The same of values by themselves, 1 × values.</summary>
    internal View Message(Tensor blinding, View output)
    {
        View sum = Start(blinding);
        foreach (var row in Enumerable.Range(0, _count).GroupBy(v => Element(v) % _sponge.Rate))
        {
            AxisMap.Entry[] entries = [.. row.Select(v => new AxisMap.Entry(Element(v) / _sponge.Rate, v, Weight(v)))];
            sum += output.Then(AxisMap.Place(_sponge.Rate, row.Key), AxisMap.Sparse(Job.Blocks, _count, entries));
        }

        return sum;
    }

    /// <summary>
    /// Of plane × channels. A pixel's row and block both depend on its channel, and one product of maps cannot say that: a term for every block, and
    /// one more where a channel begins within a block.
    /// </summary>
    private View OfImage(Tensor output)
    {
        (int rate, int plane) = (_sponge.Rate, output.Shape[0]);
        View sum = View.Zero(Shape.Of(rate, Job.Blocks));
        foreach (var part in Enumerable.Range(0, _count).GroupBy(v => (Block: Element(v) / rate, Channel: v / plane)))
        {
            AxisMap.Entry[] entries = [.. part.Select(v => new AxisMap.Entry(Element(v) % rate, v % plane, Weight(v)))];
            sum += output.Map(
                AxisMap.Sparse(rate, plane, entries), AxisMap.Sparse(Job.Blocks, output.Shape[1], [new AxisMap.Entry(part.Key.Block, part.Key.Channel, 1)]));
        }

        return sum;
    }

    /// <summary>The blinding, and what is taken off so that values count from the least one.</summary>
    private View Start(Tensor blinding)
    {
        (int rate, int blocks) = (_sponge.Rate, Job.Blocks);
        var least = new long[rate * blocks];
        for (int v = 0; v < _count; v++)
        {
            least[(Element(v) % rate * blocks) + (Element(v) / rate)] += _interval.Min * Weight(v);
        }

        return blinding.Map(AxisMap.Strided(rate, Poseidon2Commitment.BlindingLength, 1, 0), AxisMap.Place(blocks, 0))
            - View.ConstantArray(Shape.Of(rate, blocks), least);
    }

    /// <summary>The place of a value's element in the sponge's message.</summary>
    private int Element(int value) => Poseidon2Commitment.BlindingLength + value / PerElement;

    private long Weight(int value) => 1L << (PackedBits * (value % PerElement));
}
