namespace Zkml.Fields;

/// <summary>
/// A vector of extension elements in an <see cref="Arena"/>, one plane per coefficient: plane c starts c·Stride words after the first.
/// Valid until that part of the arena is released.
/// </summary>
public readonly unsafe struct ExtVector
{
    private readonly uint* _start;

    internal ExtVector(uint* start, int length, int stride)
    {
        _start = start;
        Length = length;
        Stride = stride;
    }

    public int Length { get; }

    /// <summary>Words from one plane to the next.</summary>
    public int Stride { get; }

    /// <summary>The first word of plane 0, for <see cref="ExtLane{TLane}.Load"/>.</summary>
    public ref uint Reference => ref *_start;

    public Ext this[int index]
    {
        get => new(At(0, index), At(1, index), At(2, index), At(3, index));
        set
        {
            Plane(0)[index] = value.C0.Montgomery;
            Plane(1)[index] = value.C1.Montgomery;
            Plane(2)[index] = value.C2.Montgomery;
            Plane(3)[index] = value.C3.Montgomery;
        }
    }

    public Span<uint> Plane(int coefficient)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)coefficient, 3u, nameof(coefficient));
        return new(_start + (nint)coefficient * Stride, Length);
    }

    public void Add(int index, Ext value) => this[index] += value;

    /// <summary>A part of this vector: same planes, same stride.</summary>
    public ExtVector Slice(int start, int length)
    {
        _ = Plane(0).Slice(start, length);
        return new ExtVector(_start + start, length, Stride);
    }

    public void Clear()
    {
        for (int c = 0; c < 4; c++)
        {
            Plane(c).Clear();
        }
    }

    public void CopyTo(ExtVector destination)
    {
        for (int c = 0; c < 4; c++)
        {
            Plane(c).CopyTo(destination.Plane(c));
        }
    }

    private KoalaBear At(int coefficient, int index) => KoalaBear.FromMontgomery(Plane(coefficient)[index]);
}
