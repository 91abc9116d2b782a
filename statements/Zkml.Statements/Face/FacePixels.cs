using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Sha256;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Face;

/// <summary>
/// The pixels of a face, read as the digests read them. The network's input is plane × 3, pixel after pixel, which is the order in which devices hash
/// them; three bytes, the colours of a pixel, are one element of <see cref="RowHash"/>.
/// </summary>
internal static class FacePixels
{
    private const int Rate = 16, Channels = 3, BlockBytes = 64;

    /// <summary>Null when images of this shape can be hashed under proof, else why not.</summary>
    public static string? Problem(int width, int height) =>
        width is < 1 or > ImageShape.MaxFaceSide || height is < 1 or > ImageShape.MaxFaceSide ? $"A face and a frame have sides of at most {ImageShape.MaxFaceSide} pixels."
        : width % Rate != 0 || width * height % BlockBytes != 0 ? $"The width that devices sign is a multiple of {Rate} pixels and the whole a multiple of {BlockBytes}."
        : null;

    /// <summary>
    /// Rate × blocks·rows, committed: pixel 16·b + i of row r, its three colours packed, is element i of column b·rows + r. A view cannot do it alone,
    /// since a pixel's place takes part in both axes; the linear constraint has one term for each i.
    /// </summary>
    public static Tensor Pack(StatementBuilder builder, Tensor pixels, ImageShape shape)
    {
        int blocks = shape.Width / Rate, columns = blocks * shape.Height;
        Tensor packed = builder.Commit("packed pixels", Rate, columns);
        AxisMap order = AxisMap.Sparse(columns, columns, [.. Enumerable.Range(0, columns).Select(column =>
            new AxisMap.Entry(column, column % shape.Height * blocks + column / shape.Height, 1))]);
        AxisMap pack = AxisMap.Contract([.. Enumerable.Range(0, Channels).Select(colour => (Coefficient)Weight(colour))]);
        View sum = View.Zero(Shape.Of(Rate, columns, 1, 1));
        for (int i = 0; i < Rate; i++)
        {
            sum += pixels.MapAs(Shape.Of(1, columns, Rate, Channels), AxisMap.Place(Rate, i), order, AxisMap.Select(Rate, i), pack);
        }

        builder.AssertEqual("packed pixels", sum, packed.View.WithShape(Rate, columns, 1, 1));
        return packed;
    }

    public static void Fill(Witness witness, Tensor packed, ImageShape shape, ReadOnlySpan<byte> pixels)
    {
        int stride = packed.Shape.Stride(0);
        Span<uint> cells = witness[packed];
        for (int k = 0; k < pixels.Length; k += Channels)
        {
            (int row, int x) = Math.DivRem(k / Channels, shape.Width);
            long value = pixels[k] * Weight(0) + pixels[k + 1] * Weight(1) + pixels[k + 2] * Weight(2);
            cells[x % Rate * stride + x / Rate * shape.Height + row] = KoalaBear.FromInt64(value).Montgomery;
        }
    }

    /// <summary>The bytes of the pixels are those that the chain hashes: 64 pixels are three of its blocks.</summary>
    public static void AssertHashed(StatementBuilder builder, Tensor pixels, Sha256Chain hash)
    {
        int groups = hash.Blocks / Channels;
        for (int block = 0; block < Channels; block++)
        {
            View bytes = View.Zero(Shape.Of(1, groups, BlockBytes, 1));
            for (int colour = 0; colour < Channels; colour++)
            {
                AxisMap spread = AxisMap.Sparse(BlockBytes, BlockBytes, [.. Enumerable.Range(0, BlockBytes)
                    .Where(k => (block * BlockBytes + k) % Channels == colour)
                    .Select(k => new AxisMap.Entry(k, (block * BlockBytes + k) / Channels, 1))]);
                bytes += pixels.MapAs(
                    Shape.Of(1, groups, BlockBytes, Channels), AxisMap.Identity(1), AxisMap.Identity(groups), spread, AxisMap.Select(Channels, colour));
            }

            builder.AssertEqual($"pixels of block {block} of {Channels}", bytes, hash.StridedBytes(Channels, block));
        }
    }

    /// <summary>Channel by channel, as networks read them. The caller zeroes them.</summary>
    public static int[] Planes(ReadOnlySpan<byte> pixels)
    {
        int plane = pixels.Length / Channels;
        int[] planes = GC.AllocateUninitializedArray<int>(pixels.Length, pinned: true);
        for (int k = 0; k < pixels.Length; k++)
        {
            planes[k % Channels * plane + k / Channels] = pixels[k];
        }

        return planes;
    }

    private static long Weight(int colour) => 1L << (8 * colour);
}
