using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Sha256;

/// <summary>
/// Padding of a message of secret length n ≤ 64·blocks − 9. Committed: inside[i], one cell per byte position, meant to be 1 for i &lt; n. Views:
///   end[i]  = inside[i−1] − inside[i], with inside[−1] = 1
///   last[b] = inside[64b−9] − inside[64b+55], with inside[−9] = 1: the 0x80 stands at 64b−8 … 64b+55, so block b has the length field
///   open[i] = 1 − inside[i] − (last[b] where i is one of the last 3 bytes of block b)
/// Constraints:
///   inside is 0 at the last nine positions, end is bits  ⇒ Σ end = 1, so end is one-hot and inside a step at a unique n ≤ 64·blocks − 9;
///   open[i]·byte[i] = 0x80·end[i]  ⇒ behind the message stand 0x80 and zeros only, to the last byte of the last block there is (review, F21),
///     but for the last three bytes of the block of the length field; the five bytes before them are zeros, too;
///   Σ_b last[b]·(those three bytes as a number) = 8·Σ inside = 8n; both are below 2^24 &lt; p, so they are equal as integers.
/// </summary>
internal sealed class Sha256Padding
{
    /// <summary>Trailing bytes of the 64-bit length that may be other than zero.</summary>
    private const int LengthBytes = 3;

    private readonly Sha256Tensors _tensors;
    private readonly AxisMap _messages;
    private readonly AxisMap _blocks;

    public Sha256Padding(StatementBuilder builder, string name, Sha256Tensors tensors, View bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(
            8L * Sha256Constants.BytesPerBlock * tensors.Blocks, 1L << (8 * LengthBytes), nameof(tensors));
        _tensors = tensors;
        _messages = AxisMap.Identity(tensors.Messages);
        _blocks = AxisMap.Identity(tensors.Blocks);
        Inside = builder.Commit(name + ".inside", tensors.Messages, tensors.Blocks, Sha256Constants.BytesPerBlock);

        View end = End();
        builder.AssertZero(name + ".message ends in time", Inside.Map(
            _messages, AxisMap.Select(tensors.Blocks, tensors.Blocks - 1),
            AxisMap.Slice(Sha256Constants.BytesPerBlock, Sha256Constants.BytesPerBlock - Sha256Constants.MinPadding, Sha256Constants.MinPadding)));
        builder.AssertZero(name + ".message ends once", [new Product(1, end, end)], -end);
        builder.AssertZero(name + ".padding", [new Product(1, Open(), bytes)], -0x80 * end);
        AssertLength(builder, name, bytes);
    }

    /// <summary>messages × blocks × 64: 1 at the bytes of the message, 0 behind it.</summary>
    public Tensor Inside { get; }

    /// <summary>messages × 1: the message's length in bytes.</summary>
    public View Length
    {
        get
        {
            int positions = _tensors.Blocks * Sha256Constants.BytesPerBlock;
            return Inside.MapAs(Shape.Of(_tensors.Messages, positions), _messages, AxisMap.Sum(positions));
        }
    }

    /// <summary>last[b], repeated along axes behind messages × blocks.</summary>
    public View Last(params int[] extents) => Last(extents[..^1], extents[^1], 0);

    private View End()
    {
        const int Size = Sha256Constants.BytesPerBlock;
        View start = View.ConstantProduct(AxisMap.Broadcast(_tensors.Messages), AxisMap.Place(_tensors.Blocks, 0), AxisMap.Place(Size, 0));
        AxisMap fromPrevious = AxisMap.Sparse(Size, Size, [new AxisMap.Entry(0, Size - 1, Coefficient.One)]);
        return start + Inside.Map(_messages, _blocks, AxisMap.Shift(Size, 1))
            + Inside.Map(_messages, AxisMap.Shift(_tensors.Blocks, 1), fromPrevious) - Inside.View;
    }

    private View Open() => View.Constant(Inside.Shape, 1) - Inside.View
        - Last([], Sha256Constants.BytesPerBlock, Sha256Constants.BytesPerBlock - LengthBytes);

    /// <summary>As above, but zero where the index along the last axis is below <paramref name="from"/>.</summary>
    private View Last(int[] extents, int lastExtent, int from)
    {
        const int Size = Sha256Constants.BytesPerBlock, Position = Size - Sha256Constants.MinPadding;
        Shape source = Shape.Of([_tensors.Messages, _tensors.Blocks, .. extents.Select(_ => 1), Size]);
        AxisMap[] repeat = [.. extents.Select(AxisMap.Broadcast), AxisMap.Sparse(
            lastExtent, Size, [.. Enumerable.Range(from, lastExtent - from).Select(o => new AxisMap.Entry(o, Position, Coefficient.One))])];
        AxisMap ones = AxisMap.Weights([.. Enumerable.Range(0, lastExtent).Select(i => (Coefficient)(i < from ? 0 : 1))]);
        View start = View.ConstantProduct(
            [AxisMap.Broadcast(_tensors.Messages), AxisMap.Place(_tensors.Blocks, 0), .. extents.Select(AxisMap.Broadcast), ones]);
        return start + Inside.MapAs(source, [_messages, AxisMap.Shift(_tensors.Blocks, 1), .. repeat])
            - Inside.MapAs(source, [_messages, _blocks, .. repeat]);
    }

    private void AssertLength(StatementBuilder builder, string name, View bytes)
    {
        const int Size = Sha256Constants.BytesPerBlock;
        AxisMap number = AxisMap.Sparse(1, Size, [.. Enumerable.Range(0, LengthBytes)
            .Select(i => new AxisMap.Entry(0, Size - 1 - i, 1L << (8 * i)))]);
        View length = bytes.ThenLast(number);
        View count = Inside.Map(_messages, _blocks, AxisMap.Sum(Size));
        builder.AssertZero(
            name + ".length", [AxisWeight.Each, AxisWeight.Sum, AxisWeight.Each], [new Product(1, Last(1), length)], -8 * count);
    }
}
