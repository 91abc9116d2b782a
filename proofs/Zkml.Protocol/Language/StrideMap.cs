using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>out i reads in i·Stride + Offset where that exists, coefficient 1.</summary>
public sealed class StrideMap : AxisMap
{
    internal StrideMap(int outSize, int inSize, int stride, int offset)
        : base(outSize, inSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stride);
        Stride = stride;
        Offset = offset;
    }

    public int Stride { get; }

    public int Offset { get; }

    internal override object Key => (OutSize, InSize, Stride, Offset);

    public override IEnumerable<Entry> Entries()
    {
        // By the range that the transpose goes through, too: i · Stride beyond it may be more than an integer holds.
        (int first, int count) = Range();
        for (int i = first; i < first + count; i++)
        {
            yield return new Entry(i, i * Stride + Offset, Coefficient.One);
        }
    }

    public override long MaxAbsoluteRowSum() => 1;

    /// <summary>The range [first, first + count) of outs that read something.</summary>
    public (int First, int Count) Range()
    {
        if (Stride == 0)
        {
            return (0, Offset >= 0 && Offset < InSize ? OutSize : 0);
        }

        int first = Math.Max(0, (-Offset + Stride - 1) / Stride);
        int last = Math.Min(OutSize - 1, (InSize - 1 - Offset) / Stride);
        return (first, InSize - 1 < Offset ? 0 : Math.Max(0, last - first + 1));
    }

    /// <summary>If every in is read once, in order.</summary>
    internal override ExtVector? PartOf(ExtVector weights) =>
        Stride == 1 && Range() is var (first, count) && count == InSize ? weights.Slice(first, count) : null;

    internal override void AddTransposed(ExtVector weights, Ext rho, ExtVector destination)
    {
        (int first, int count) = Range();
        if (Stride == 0 && count > 0)
        {
            destination[Offset] += Multilinear.Sum(weights.Slice(first, count));
            return;
        }

        if (Stride == 1)
        {
            FieldKernels.Add(destination.Slice(count == 0 ? 0 : first + Offset, count), weights.Slice(count == 0 ? 0 : first, count));
            return;
        }

        for (int i = first; i < first + count; i++)
        {
            destination[i * Stride + Offset] += weights[i];
        }
    }

    internal override void Encode(IDigestSink sink)
    {
        sink.Add(1);
        sink.Add(Stride);
        sink.Add(Offset);
    }
}
