using Zkml.Fields;
using Zkml.Gadgets.Alignment;
using Zkml.Gadgets.Tests.Hashing;

namespace Zkml.Gadgets.Tests.Alignment;

public sealed class ProvenAlignments
{
    private const int One = 1 << 16, Pixel = 1 << 12;

    /// <summary>A turn, a scale below one and a shift that is no whole number of pixels.</summary>
    private static readonly Similarity Turned = new(One * 9 / 10, One / 3, 4 * Pixel + 77, 2 * Pixel + 1234);

    public static TheoryData<AlignmentShape> Shapes => [AlignmentCase.Shape, new AlignmentShape(16, 12, 2, 4, 4), new AlignmentShape(9, 18, 3, 2, 3)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Hold_for_the_image_and_no_cell_is_free(AlignmentShape shape)
    {
        using var alignment = new AlignmentCase(shape, shape.Factor == 1 ? Turned : new Similarity(One * 3 / 4, -One / 5, Pixel / 2, 3 * Pixel / 2));
        Assert.True(alignment.IsInside && alignment.Filled);
        Assert.Empty(alignment.Violations());
        WitnessAttacks.EveryCellIsRead(alignment.Witness.Statement);
        foreach (long step in (long[])[1, -1, 256, 1 << 16, KoalaBear.FromUInt32(2).Inverse().ToInt32()])
        {
            WitnessAttacks.EveryChangedCellIsRejected(alignment.Witness, alignment.Arena, step: step);
        }
    }

    [Fact]
    public void Cannot_read_outside_of_the_frame()
    {
        foreach (Similarity outside in (Similarity[])[new(One, 0, -Pixel, 0), new(One, 0, 13 * Pixel, 0), new(4 * One, 0, Pixel, 0), new(0, One, 0, 0)])
        {
            using var alignment = new AlignmentCase(AlignmentCase.Shape, outside);
            Assert.False(alignment.IsInside || alignment.Filled);
            Assert.NotEmpty(alignment.Violations());
        }
    }

    [Fact]
    public void Cannot_take_a_neighbour_from_elsewhere()
    {
        using var alignment = new AlignmentCase(AlignmentCase.Shape, new Similarity(One, 0, 0, 0));

        // With fraction zero the right neighbour does not show in the image.
        alignment.Set(alignment.Gadget.Neighbours[1], 5, 0, alignment.Frame[0] ^ 1);
        Assert.Equal(["neighbours"], alignment.Violations());
    }

    [Fact]
    public void Cannot_wander_to_another_pixel_with_a_fraction_beyond_a_byte()
    {
        using var alignment = new AlignmentCase(AlignmentCase.Shape, new Similarity(One, 0, Pixel, 0));
        alignment.Set(alignment.Gadget.Places, 0, 0, 0);
        alignment.Set(alignment.Gadget.Fractions, 0, 0, 256);
        Assert.Contains("fractions", alignment.Violations());
    }

    [Fact]
    public void Cannot_round_down_what_rounds_up()
    {
        using var alignment = new AlignmentCase(AlignmentCase.Shape, Turned);
        int high = alignment.Witness.Get(alignment.Gadget.RestDigits[1], alignment.Gadget.RestDigits[1].Shape.Cell(0, 0)).ToInt32();
        alignment.Set(alignment.Gadget.RestDigits[1], 0, 0, high + 256);
        Assert.Contains("blend rest high", alignment.Violations());
    }

    [Fact]
    public void Are_refused_for_sizes_whose_coordinates_could_wrap()
    {
        Assert.NotNull(new AlignmentShape(640, 480, 1, 130, 130).Problem);
        Assert.Null(new AlignmentShape(640, 480, 1, 112, 112).Problem);
        Assert.NotNull(new AlignmentShape(640, 480, 3, 112, 112).Problem);
        Assert.NotNull(new AlignmentShape(640, 480, 5, 112, 112).Problem);
        Assert.NotNull(new AlignmentShape(0, 480, 1, 112, 112).Problem);
    }
}
