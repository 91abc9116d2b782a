using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>
/// A public linear map along one axis: an Out × In matrix, given by its non-zero entries. A view applies one map per axis of a tensor
/// (their Kronecker product). Either a stride map (out i reads in i·Stride + Offset where that exists, coefficient 1) or a list of entries.
/// </summary>
public sealed class AxisMap
{
    private readonly Entry[]? _entries;

    private AxisMap(int outSize, int inSize, int stride, int offset, Entry[]? entries)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inSize);
        OutSize = outSize;
        InSize = inSize;
        Stride = stride;
        Offset = offset;
        _entries = entries;
    }

    /// <summary>matrix[Out, In] = Coefficient.</summary>
    public readonly record struct Entry(int Out, int In, Coefficient Coefficient);

    public int OutSize { get; }

    public int InSize { get; }

    public int Stride { get; }

    public int Offset { get; }

    public bool IsStrided => _entries is null;

    public bool IsIdentity => IsStrided && Stride == 1 && Offset == 0 && OutSize == InSize;

    /// <summary>Equal keys mean equal maps.</summary>
    internal object Key => IsStrided ? (OutSize, InSize, Stride, Offset) : this;

    public bool UsesChallenge => _entries is not null && _entries.Any(e => !e.Coefficient.IsConstant);

    public static AxisMap Identity(int size) => new(size, size, 1, 0, null);

    /// <summary>out i reads in i·stride + offset, zero where that is outside [0, inSize).</summary>
    public static AxisMap Strided(int outSize, int inSize, int stride, int offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stride);
        return new(outSize, inSize, stride, offset, null);
    }

    /// <summary>out i reads in i − by: what stood at i moves to i + by, zeros come in.</summary>
    public static AxisMap Shift(int size, int by) => new(size, size, 1, -by, null);

    /// <summary>The one element at <paramref name="index"/>.</summary>
    public static AxisMap Select(int inSize, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)inSize, nameof(index));
        return new(1, inSize, 1, index, null);
    }

    /// <summary>The <paramref name="count"/> elements from <paramref name="start"/>.</summary>
    public static AxisMap Slice(int inSize, int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, inSize, nameof(count));
        return new(count, inSize, 1, start, null);
    }

    /// <summary>out i reads in (i + by) mod size.</summary>
    public static AxisMap Rotate(int size, int by) =>
        Sparse(size, size, [.. Enumerable.Range(0, size).Select(i => new Entry(i, (((i + by) % size) + size) % size, Coefficient.One))]);

    /// <summary>From an axis of size 1: the same value everywhere.</summary>
    public static AxisMap Broadcast(int size) => new(size, 1, 0, 0, null);

    /// <summary>From an axis of size 1: the value at <paramref name="index"/>, zero elsewhere.</summary>
    public static AxisMap Place(int outSize, int index) => Sparse(outSize, 1, [new Entry(index, 0, Coefficient.One)]);

    /// <summary>From an axis of size 1: weights[i] times the value at every i.</summary>
    public static AxisMap Weights(params Coefficient[] weights) =>
        Sparse(weights.Length, 1, [.. weights.Select((c, i) => new Entry(i, 0, c))]);

    /// <summary>To an axis of size 1: Σ weights[i]·in[i].</summary>
    public static AxisMap Contract(params Coefficient[] weights) =>
        Sparse(1, weights.Length, [.. weights.Select((c, i) => new Entry(0, i, c))]);

    /// <summary>To an axis of size 1: the sum of all elements.</summary>
    public static AxisMap Sum(int inSize) => Contract([.. Enumerable.Repeat(Coefficient.One, inSize)]);

    /// <summary>Any matrix by its entries; entries for one place add up.</summary>
    public static AxisMap Sparse(int outSize, int inSize, IReadOnlyList<Entry> entries)
    {
        Entry[] sorted = [.. entries.Where(e => !e.Coefficient.IsZero).OrderBy(e => e.Out).ThenBy(e => e.In)];
        foreach (Entry entry in sorted)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)entry.Out, (uint)outSize, nameof(entries));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)entry.In, (uint)inSize, nameof(entries));
        }

        return new(outSize, inSize, 0, 0, sorted);
    }

    /// <summary>The non-zero entries, sorted by Out, then In.</summary>
    public IEnumerable<Entry> Entries()
    {
        if (_entries is not null)
        {
            foreach (Entry entry in _entries)
            {
                yield return entry;
            }

            yield break;
        }

        for (int i = 0; i < OutSize; i++)
        {
            int source = i * Stride + Offset;
            if (source >= 0 && source < InSize)
            {
                yield return new Entry(i, source, Coefficient.One);
            }
        }
    }

    /// <summary>The range [first, first + count) of outs of a stride map that read something.</summary>
    public (int First, int Count) StridedRange()
    {
        if (Stride == 0)
        {
            return (0, Offset >= 0 && Offset < InSize ? OutSize : 0);
        }

        int first = Math.Max(0, (-Offset + Stride - 1) / Stride);
        int last = Math.Min(OutSize - 1, (InSize - 1 - Offset) / Stride);
        return (first, InSize - 1 < Offset ? 0 : Math.Max(0, last - first + 1));
    }

    /// <summary>max over out of Σ |coefficient|, with coefficients taken as signed integers; for interval bounds.</summary>
    public long MaxAbsoluteRowSum()
    {
        if (IsStrided)
        {
            return 1;
        }

        return _entries!.GroupBy(e => e.Out).Select(g => g.Sum(e => Math.Abs((long)e.Coefficient.Constant.ToInt32()))).DefaultIfEmpty(0).Max();
    }

    /// <summary>destination[in] = Σ_out weights[out]·matrix[out, in]; destination has length InSize and is overwritten.</summary>
    public void Transpose(ExtVector weights, Ext rho, ExtVector destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weights.Length, OutSize, nameof(weights));
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, InSize, nameof(destination));
        destination.Clear();
        if (_entries is not null)
        {
            foreach (Entry entry in _entries)
            {
                Ext weight = weights[entry.Out];
                destination[entry.In] += entry.Coefficient.IsOne ? weight
                    : entry.Coefficient.IsConstant ? weight * entry.Coefficient.Constant : weight * entry.Coefficient.Evaluate(rho);
            }

            return;
        }

        (int first, int count) = StridedRange();
        if (count == 0)
        {
            return;
        }

        if (Stride == 1)
        {
            weights.Slice(first, count).CopyTo(destination.Slice(first + Offset, count));
            return;
        }

        for (int i = first; i < first + count; i++)
        {
            destination[i * Stride + Offset] += weights[i];
        }
    }
}
