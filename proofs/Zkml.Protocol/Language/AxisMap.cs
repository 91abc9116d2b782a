using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>
/// A public linear map along one axis: an Out × In matrix. A view applies one map per axis of a tensor (their Kronecker product). The kinds
/// differ in what they cost: strides and diagonals take a vector's length, dense matrices every weight once.
/// </summary>
public abstract class AxisMap
{
    private protected AxisMap(int outSize, int inSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inSize);
        OutSize = outSize;
        InSize = inSize;
    }

    /// <summary>matrix[Out, In] = Coefficient.</summary>
    public readonly record struct Entry(int Out, int In, Coefficient Coefficient);

    public int OutSize { get; }

    public int InSize { get; }

    public bool IsIdentity => this is StrideMap { Stride: 1, Offset: 0 } && OutSize == InSize;

    public virtual bool UsesChallenge => false;

    /// <summary>Equal keys mean equal maps.</summary>
    internal virtual object Key => this;

    public static AxisMap Identity(int size) => new StrideMap(size, size, 1, 0);

    /// <summary>out i reads in i·stride + offset, zero where that is outside [0, inSize).</summary>
    public static AxisMap Strided(int outSize, int inSize, int stride, int offset) => new StrideMap(outSize, inSize, stride, offset);

    /// <summary>out i reads in i − by: what stood at i moves to i + by, zeros come in.</summary>
    public static AxisMap Shift(int size, int by) => new StrideMap(size, size, 1, -by);

    /// <summary>The one element at <paramref name="index"/>.</summary>
    public static AxisMap Select(int inSize, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)inSize, nameof(index));
        return new StrideMap(1, inSize, 1, index);
    }

    /// <summary>The <paramref name="count"/> elements from <paramref name="start"/>.</summary>
    public static AxisMap Slice(int inSize, int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, inSize, nameof(count));
        return new StrideMap(count, inSize, 1, start);
    }

    /// <summary>out i reads in (i + by) mod size.</summary>
    public static AxisMap Rotate(int size, int by) =>
        Sparse(size, size, [.. Enumerable.Range(0, size).Select(i => new Entry(i, (((i + by) % size) + size) % size, Coefficient.One))]);

    /// <summary>From an axis of size 1: the same value everywhere.</summary>
    public static AxisMap Broadcast(int size) => new StrideMap(size, 1, 0, 0);

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
    public static AxisMap Sparse(int outSize, int inSize, IReadOnlyList<Entry> entries) => new SparseMap(outSize, inSize, entries);

    /// <summary>scale[i]·weights[i, ·] in row i: a layer's weights, row-major, and a factor for each row. Neither array is copied.</summary>
    public static AxisMap Dense(int outSize, int inSize, ReadOnlyMemory<short> weights, ReadOnlyMemory<int> scale) =>
        new DenseMap(outSize, inSize, weights, scale);

    /// <summary>out i is values[i] · in i.</summary>
    public static AxisMap Diagonal(params ReadOnlySpan<long> values) => new DiagonalMap(values.ToArray());

    /// <summary>
    /// Two axes read as one, row by row: index = outer index · inner extent + inner index. The outer map acts between the rows, the inner one
    /// within each.
    /// </summary>
    public static AxisMap Merged(AxisMap outer, AxisMap inner) => new MergedMap(outer, inner);

    /// <summary>The non-zero entries, sorted by Out, then In.</summary>
    public abstract IEnumerable<Entry> Entries();

    /// <summary>max over out of Σ |coefficient|, with coefficients taken as signed integers; for interval bounds.</summary>
    public virtual long MaxAbsoluteRowSum() => Entries().GroupBy(e => e.Out)
        .Select(g => g.Sum(e => Math.Abs((long)e.Coefficient.Constant.ToInt32()))).DefaultIfEmpty(0).Max();

    /// <summary>destination[in] = Σ_out weights[out]·matrix[out, in]; destination has length InSize and is overwritten.</summary>
    public void Transpose(ExtVector weights, Ext rho, ExtVector destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weights.Length, OutSize, nameof(weights));
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, InSize, nameof(destination));
        destination.Clear();
        AddTransposed(weights, rho, destination);
    }

    /// <summary>The transpose of the weights where that is a part of them as they stand, and costs nothing; else null.</summary>
    internal virtual ExtVector? PartOf(ExtVector weights) => null;

    /// <summary>destination[in] += Σ_out weights[out]·matrix[out, in].</summary>
    internal abstract void AddTransposed(ExtVector weights, Ext rho, ExtVector destination);

    /// <summary>Everything that makes the map, for the digest of a statement.</summary>
    internal abstract void Encode(IDigestSink sink);
}
