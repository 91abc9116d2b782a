using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Alignment;

/// <summary>
/// The image is what <see cref="PlainAlignment"/> makes of the committed frame by a similarity that only the prover knows. Where an output pixel is read is linear
/// in the similarity's four numbers; one look-up there gives its four neighbours in three colours, from a table whose rows are views of the frame.
/// </summary>
/// <remarks>
/// x = 2^16·column + 2^8·fraction + rest, where the table gives a column of the frame and both others are bytes, has one solution modulo p: see
/// <see cref="AlignmentShape.Problem"/>. Neighbours are bytes because the table's are; upper = 256·a + f·(b − a), lower alike, and
/// 256·upper + g·(lower − upper) + 2^15 = 2^16·out + rest, with bytes out and rest's two digits, has one solution too: nothing exceeds 2^24.
/// </remarks>
public sealed class AlignmentGadget
{
    internal const int Corners = 4, Numbers = 4, Digits = 3;

    private const int Channels = AlignmentShape.Channels, Byte = 256;

    /// <param name="builder">Takes the constraints.</param>
    /// <param name="shape">See <see cref="AlignmentShape.Problem"/>.</param>
    /// <param name="image">Pixels × colours, bytes (the caller shows it): what comes out.</param>
    public AlignmentGadget(StatementBuilder builder, AlignmentShape shape, Tensor image)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(image);
        if (shape.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(shape));
        }

        Shape = shape;
        Frame = builder.Commit("frame", shape.FramePixels, Channels);
        builder.AssertRange("frame", Frame.View, byte.MinValue, byte.MaxValue);
        Reduction = shape.Factor == 1 ? null : new FrameReduction(builder, shape, Frame);
        Transform = builder.Commit("transform digits", Numbers, Digits);
        builder.AssertRange("transform digits", Transform.View, byte.MinValue, byte.MaxValue);
        Places = builder.Commit("places", shape.Pixels, 2);
        Fractions = builder.Commit("fractions", shape.Pixels, 4);
        builder.AssertRange("fractions", Fractions.View, byte.MinValue, byte.MaxValue);
        AssertPlaces(builder);
        Neighbours = [.. Enumerable.Range(0, Corners).Select(corner => builder.Commit($"neighbour {corner}", shape.Pixels, Channels))];
        AssertNeighbours(builder);
        Upper = builder.Commit("upper", shape.Pixels, Channels);
        Lower = builder.Commit("lower", shape.Pixels, Channels);
        RestDigits = [builder.Commit("blend rest low", shape.Pixels, Channels), builder.Commit("blend rest high", shape.Pixels, Channels)];
        AssertBlend(builder, image);
    }

    public AlignmentShape Shape { get; }

    /// <summary>Pixels × colours; the gadget shows that they are bytes.</summary>
    public Tensor Frame { get; }

    internal FrameReduction? Reduction { get; }

    /// <summary>A, B, X, Y, each + 2^23, × three bytes, the lowest first.</summary>
    internal Tensor Transform { get; }

    /// <summary>Pixels × (column, row).</summary>
    internal Tensor Places { get; }

    /// <summary>Pixels × (fraction of x, rest of x, fraction of y, rest of y).</summary>
    internal Tensor Fractions { get; }

    /// <summary>Left, right, left below, right below: pixels × colours each.</summary>
    internal IReadOnlyList<Tensor> Neighbours { get; }

    internal Tensor Upper { get; }

    internal Tensor Lower { get; }

    internal IReadOnlyList<Tensor> RestDigits { get; }

    private Tensor Source => Reduction?.Means ?? Frame;

    private void AssertPlaces(StatementBuilder builder)
    {
        AxisMap digits = AxisMap.Contract([.. Enumerable.Range(0, Digits).Select(d => (Coefficient)(1L << (8 * d)))]);
        const long offset = 1L << (Similarity.Bits - 1);
        for (int axis = 0; axis < 2; axis++)
        {
            long[][] weights = [.. Enumerable.Range(0, Shape.Pixels).Select(k => Weights(axis, k / Shape.Width, k % Shape.Width))];
            AxisMap map = AxisMap.Sparse(Shape.Pixels, Numbers, [.. weights.SelectMany((row, k) =>
                row.Select((weight, number) => new AxisMap.Entry(k, number, weight)).Where(entry => !entry.Coefficient.IsZero))]);
            View constant = View.ConstantProduct(AxisMap.Weights([.. weights.Select(row => (Coefficient)(-offset * row.Sum()))]), AxisMap.Broadcast(1));
            View parts = Places.MapAs(Places.Shape, AxisMap.Identity(Shape.Pixels), AxisMap.Contract([.. Enumerable.Range(0, 2).Select(k => (Coefficient)(k == axis ? Byte * Byte : 0))]))
                + Fractions.MapAs(Fractions.Shape, AxisMap.Identity(Shape.Pixels), AxisMap.Contract([.. Enumerable.Range(0, 4).Select(k => (Coefficient)(k == 2 * axis ? Byte : k == 2 * axis + 1 ? 1 : 0))]));
            builder.AssertEqual(axis == 0 ? "x of places" : "y of places", Transform.MapAs(Transform.Shape, map, digits) + constant, parts);
        }
    }

    /// <summary>Of A, B, X and Y in the coordinate of output pixel (row, column); see <see cref="Similarity.At"/>.</summary>
    private static long[] Weights(int axis, int row, int column) =>
        axis == 0 ? [column, -row, Similarity.ShiftUnit, 0] : [row, column, 0, Similarity.ShiftUnit];

    private void AssertNeighbours(StatementBuilder builder)
    {
        int width = Shape.ReducedWidth, height = Shape.ReducedHeight;
        View column = View.ConstantProduct(AxisMap.Merged(AxisMap.Broadcast(height), Count(width))), row = View.ConstantProduct(AxisMap.Merged(Count(height), AxisMap.Broadcast(width)));
        View[] cells = [.. from corner in Enumerable.Range(0, Corners) from colour in Enumerable.Range(0, Channels) select Corner(corner, colour)];
        LookupTable memory = builder.CommittedTable("frame by place", [column, row, .. cells]);
        View[] found = [.. from neighbour in Neighbours from colour in Enumerable.Range(0, Channels) select Column(neighbour, colour)];
        builder.AssertLookup("neighbours", memory, [Column(Places, 0), Column(Places, 1), .. found]);
    }

    /// <summary>The frame moved by one to the left, up, or both, its last row and column repeated.</summary>
    private View Corner(int corner, int colour)
    {
        View sum = View.Zero(Protocol.Language.Shape.Of(Shape.ReducedPixels, 1));
        foreach (AxisMap down in Steps(Shape.ReducedHeight, corner >= 2))
        {
            foreach (AxisMap right in Steps(Shape.ReducedWidth, corner % 2 == 1))
            {
                sum += Source.MapAs(Source.Shape, AxisMap.Merged(down, right), AxisMap.Select(Channels, colour));
            }
        }

        return sum;
    }

    private static IEnumerable<AxisMap> Steps(int size, bool moved) => !moved ? [AxisMap.Identity(size)]
        : [AxisMap.Shift(size, -1), AxisMap.Sparse(size, size, [new AxisMap.Entry(size - 1, size - 1, Coefficient.One)])];

    private void AssertBlend(StatementBuilder builder, Tensor image)
    {
        View across = Spread(0), down = Spread(2);
        foreach ((Tensor mixed, int first) in ((Tensor, int)[])[(Upper, 0), (Lower, 2)])
        {
            View from = Neighbours[first].View, to = Neighbours[first + 1].View;
            builder.AssertZero($"blend {mixed.Name}", [new Product(1, across, to - from)], Byte * from - mixed.View);
        }

        builder.AssertRange("blend rest low", RestDigits[0].View, byte.MinValue, byte.MaxValue);
        builder.AssertRange("blend rest high", RestDigits[1].View, byte.MinValue, byte.MaxValue);
        View rounded = Byte * Byte * image.View + Byte * RestDigits[1].View + RestDigits[0].View - View.Constant(image.Shape, PlainAlignment.Half);
        builder.AssertZero("blend", [new Product(1, down, Lower.View - Upper.View)], Byte * Upper.View - rounded);
    }

    /// <summary>One fraction for all colours.</summary>
    private View Spread(int fraction) => Fractions.MapAs(
        Fractions.Shape, AxisMap.Identity(Shape.Pixels), AxisMap.Sparse(Channels, 4, [.. Enumerable.Range(0, Channels).Select(colour => new AxisMap.Entry(colour, fraction, 1))]));

    private static View Column(Tensor tensor, int index) =>
        tensor.MapAs(tensor.Shape, AxisMap.Identity(tensor.Shape[0]), AxisMap.Select(tensor.Shape[1], index));

    private static AxisMap Count(int size) => AxisMap.Weights([.. Enumerable.Range(0, size).Select(i => (Coefficient)i)]);
}
