namespace Zkml.Fields;

/// <summary>A vector of base elements (Montgomery words) in an <see cref="Arena"/>; valid until that part of the arena is released.</summary>
public readonly unsafe struct FieldVector
{
    private readonly uint* _start;

    internal FieldVector(uint* start, int length)
    {
        _start = start;
        Length = length;
    }

    public int Length { get; }

    /// <summary>The Montgomery words.</summary>
    public Span<uint> Span => new(_start, Length);

    public KoalaBear this[int index]
    {
        get => KoalaBear.FromMontgomery(Span[index]);
        set => Span[index] = value.Montgomery;
    }

    public FieldVector Slice(int start, int length)
    {
        _ = Span.Slice(start, length);
        return new FieldVector(_start + start, length);
    }
}
