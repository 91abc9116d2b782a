using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>
/// matrix[o, i] = Scale[o]·Weights[o, i]: the weights of a dense layer or of one kernel place of a convolution. A scale brings channels with
/// different shifts to one.
/// </summary>
internal sealed class DenseMap : AxisMap
{
    private readonly ReadOnlyMemory<short> _weights;
    private readonly ReadOnlyMemory<int> _scale;

    public DenseMap(int outSize, int inSize, ReadOnlyMemory<short> weights, ReadOnlyMemory<int> scale)
        : base(outSize, inSize)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, checked(outSize * inSize), nameof(weights));
        ArgumentOutOfRangeException.ThrowIfNotEqual(scale.Length, outSize, nameof(scale));
        (_weights, _scale) = (weights, scale);
    }

    public override IEnumerable<Entry> Entries()
    {
        for (int place = 0; place < _weights.Length; place++)
        {
            int o = place / InSize;
            long value = (long)_scale.Span[o] * _weights.Span[place];
            if (value != 0)
            {
                yield return new Entry(o, place % InSize, value);
            }
        }
    }

    public override long MaxAbsoluteRowSum()
    {
        long largest = 0;
        for (int o = 0; o < OutSize; o++)
        {
            long sum = 0;
            foreach (short weight in _weights.Span.Slice(o * InSize, InSize))
            {
                sum += Math.Abs((int)weight);
            }

            largest = Math.Max(largest, checked(sum * Math.Abs((long)_scale.Span[o])));
        }

        return largest;
    }

    internal override void AddTransposed(ExtVector weights, Ext rho, ExtVector destination)
    {
        using var scaled = new Arena(checked(OutSize * Ext.Size + 256));
        ExtVector rows = scaled.Ext(OutSize);
        for (int o = 0; o < OutSize; o++)
        {
            rows[o] = weights[o] * KoalaBear.FromInt64(_scale.Span[o]);
        }

        IntegerMatrix.AddTransposed(rows, _weights.Span, destination);
    }

    internal override void Encode(IDigestSink sink)
    {
        sink.Add(2);
        sink.Add(_scale.Span);
        sink.Add(_weights.Span);
    }
}
