using System.Numerics;

namespace Zkml.Protocol.Language;

/// <summary>
/// The extents of an index set, slowest axis first. In an index every axis takes ⌈log2 extent⌉ bits, so an index of the padded cube
/// is the concatenation of its axes' bits, most significant first. Cells outside the extents exist but are never read by a view.
/// </summary>
public sealed class Shape : IEquatable<Shape>
{
    private readonly int[] _extents;
    private readonly int[] _bits;

    private Shape(int[] extents)
    {
        // Without an axis nothing would say where in the witness vector a tensor lies.
        ArgumentOutOfRangeException.ThrowIfZero(extents.Length, nameof(extents));
        _extents = extents;
        _bits = new int[extents.Length];
        for (int axis = 0; axis < extents.Length; axis++)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(extents[axis], nameof(extents));
            _bits[axis] = BitOperations.Log2((uint)extents[axis] * 2 - 1);
        }

        Bits = _bits.Sum();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Bits, 30, nameof(extents));
    }

    public static Shape Of(params int[] extents) => new([.. extents]);

    public int Rank => _extents.Length;

    /// <summary>Variables of the padded cube.</summary>
    public int Bits { get; }

    /// <summary>2^Bits.</summary>
    public int PaddedLength => 1 << Bits;

    public int this[int axis] => _extents[axis];

    public int AxisBits(int axis) => _bits[axis];

    /// <summary>The first of the axis' variables, counted from the most significant.</summary>
    public int FirstVariable(int axis) => _bits.AsSpan(0, axis).ToArray().Sum();

    /// <summary>Cells between neighbours along the axis.</summary>
    public int Stride(int axis)
    {
        int bits = 0;
        for (int a = axis + 1; a < Rank; a++)
        {
            bits += _bits[a];
        }

        return 1 << bits;
    }

    /// <summary>The first axis of more than one index; the last one if there is none.</summary>
    public int LeadingAxis => Array.FindIndex(_extents, e => e > 1) is >= 0 and int axis ? axis : Rank - 1;

    /// <summary>One past the last cell that is inside the extents.</summary>
    public int OccupiedLength
    {
        get
        {
            int last = 0;
            for (int axis = 0; axis < Rank; axis++)
            {
                last += (_extents[axis] - 1) * Stride(axis);
            }

            return last + 1;
        }
    }

    /// <summary>Number of indices inside the extents.</summary>
    public long Count => _extents.Aggregate(1L, (product, extent) => product * extent);

    /// <summary>The cell of an index.</summary>
    public int Cell(params ReadOnlySpan<int> index)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(index.Length, Rank, nameof(index));
        int cell = 0;
        for (int axis = 0; axis < Rank; axis++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index[axis], (uint)_extents[axis], nameof(index));
            cell = (cell << _bits[axis]) + index[axis];
        }

        return cell;
    }

    public bool Equals(Shape? other) => other is not null && _extents.AsSpan().SequenceEqual(other._extents);

    public override bool Equals(object? obj) => Equals(obj as Shape);

    public override int GetHashCode() => _extents.Aggregate(17, HashCode.Combine);

    public override string ToString() => string.Join('×', _extents);
}
