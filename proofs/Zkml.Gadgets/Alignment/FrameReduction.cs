using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Alignment;

/// <summary>
/// The means of Factor² pixels, rounded half up: Σ + ⌊f²/2⌋ = f²·mean + rest with 0 ≤ rest &lt; f² and a byte as mean, which is unique.
/// </summary>
internal sealed class FrameReduction
{
    private readonly AlignmentShape _shape;

    public FrameReduction(StatementBuilder builder, AlignmentShape shape, Tensor frame)
    {
        _shape = shape;
        const int channels = AlignmentShape.Channels;
        int area = shape.Factor * shape.Factor;
        Means = builder.Commit("reduced frame", shape.ReducedPixels, channels);
        Rests = builder.Commit("reduced frame rests", shape.ReducedPixels, channels);
        builder.AssertRange("reduced frame", Means.View, byte.MinValue, byte.MaxValue);
        builder.AssertRange("reduced frame rests", Rests.View, 0, area - 1);
        View sum = View.Constant(Means.Shape, area / 2);
        for (int place = 0; place < area; place++)
        {
            (int down, int right) = Math.DivRem(place, shape.Factor);
            sum += frame.MapAs(
                frame.Shape,
                AxisMap.Merged(
                    AxisMap.Strided(shape.ReducedHeight, shape.FrameHeight, shape.Factor, down), AxisMap.Strided(shape.ReducedWidth, shape.FrameWidth, shape.Factor, right)),
                AxisMap.Identity(channels));
        }

        builder.AssertEqual("means of the frame", sum, area * Means.View + Rests.View);
    }

    /// <summary>Pixels × colours.</summary>
    public Tensor Means { get; }

    private Tensor Rests { get; }

    public void Fill(Witness witness, ReadOnlySpan<byte> frame, ReadOnlySpan<byte> reduced)
    {
        int area = _shape.Factor * _shape.Factor;
        Colours.Write(witness, Means, reduced);
        Span<uint> rests = witness[Rests];
        for (int k = 0; k < reduced.Length; k++)
        {
            rests[Colours.Cell(Rests, k)] = KoalaBear.FromInt64(PlainAlignment.Sum(_shape, frame, k) + area / 2 - area * reduced[k]).Montgomery;
        }
    }
}
