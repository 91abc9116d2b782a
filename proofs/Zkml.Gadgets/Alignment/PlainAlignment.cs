namespace Zkml.Gadgets.Alignment;

/// <summary>
/// "Alignment v1" in integers (docs/alignment.md): the frame averaged by its factor, sampled with 8 bits of fraction between the four nearest pixels, the last row and
/// column repeated at the border. Everything rounds half up.
/// </summary>
public static class PlainAlignment
{
    internal const int Half = 1 << (Similarity.FractionBits - 1);

    private const int Channels = AlignmentShape.Channels, Byte = 256;

    /// <summary>False when an output pixel would be read outside of the frame; the image is then not finished.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="frame">Rows of red, green, blue.</param>
    /// <param name="transform">In pixels of the averaged frame.</param>
    /// <param name="aligned">Rows of red, green, blue; the caller zeroes it.</param>
    public static bool TryAlign(AlignmentShape shape, ReadOnlySpan<byte> frame, Similarity transform, Span<byte> aligned)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNotEqual(frame.Length, Channels * shape.FramePixels, nameof(frame));
        ArgumentOutOfRangeException.ThrowIfNotEqual(aligned.Length, Channels * shape.Pixels, nameof(aligned));
        if (!transform.IsInRange)
        {
            return false;
        }

        byte[] reduced = Reduce(shape, frame);
        try
        {
            for (int k = 0; k < shape.Pixels; k++)
            {
                if (!TrySample(shape, reduced, transform, k, out Sample sample))
                {
                    return false;
                }

                for (int colour = 0; colour < Channels; colour++)
                {
                    aligned[Channels * k + colour] = (byte)((sample.Blend(reduced, colour).Value + Half) >> Similarity.FractionBits);
                }
            }

            return true;
        }
        finally
        {
            Array.Clear(reduced);
        }
    }

    /// <summary>The means of Factor × Factor pixels. The caller zeroes them.</summary>
    internal static byte[] Reduce(AlignmentShape shape, ReadOnlySpan<byte> frame)
    {
        byte[] reduced = GC.AllocateUninitializedArray<byte>(Channels * shape.ReducedPixels, pinned: true);
        int area = shape.Factor * shape.Factor;
        for (int k = 0; k < reduced.Length; k++)
        {
            reduced[k] = (byte)((Sum(shape, frame, k) + area / 2) / area);
        }

        return reduced;
    }

    /// <summary>Of the pixels under one value of the averaged frame.</summary>
    internal static int Sum(AlignmentShape shape, ReadOnlySpan<byte> frame, int reduced)
    {
        (int pixel, int colour) = Math.DivRem(reduced, Channels);
        (int row, int column) = Math.DivRem(pixel, shape.ReducedWidth);
        int sum = 0;
        for (int y = row * shape.Factor; y < (row + 1) * shape.Factor; y++)
        {
            for (int x = column * shape.Factor; x < (column + 1) * shape.Factor; x++)
            {
                sum += frame[Channels * (y * shape.FrameWidth + x) + colour];
            }
        }

        return sum;
    }

    internal static bool TrySample(AlignmentShape shape, byte[] reduced, Similarity transform, int pixel, out Sample sample)
    {
        (int row, int column) = Math.DivRem(pixel, shape.Width);
        (long x, long y) = transform.At(row, column);
        bool inside = x >= 0 && y >= 0 && x >> Similarity.FractionBits < shape.ReducedWidth && y >> Similarity.FractionBits < shape.ReducedHeight;
        sample = inside ? new Sample(shape, (int)x, (int)y) : default;
        return inside;
    }

    /// <summary>A place in the averaged frame.</summary>
    internal readonly struct Sample
    {
        private readonly int _row, _below, _left, _right;

        public Sample(AlignmentShape shape, int x, int y)
        {
            (Column, Row) = (x >> Similarity.FractionBits, y >> Similarity.FractionBits);
            (FractionX, FractionY) = (x >> 8 & 255, y >> 8 & 255);
            (RestX, RestY) = (x & 255, y & 255);
            (_row, _below) = (Row * shape.ReducedWidth, Math.Min(Row + 1, shape.ReducedHeight - 1) * shape.ReducedWidth);
            (_left, _right) = (Column, Math.Min(Column + 1, shape.ReducedWidth - 1));
        }

        public int Column { get; }

        public int Row { get; }

        /// <summary>In 256ths.</summary>
        public int FractionX { get; }

        public int FractionY { get; }

        /// <summary>What is cut off.</summary>
        public int RestX { get; }

        public int RestY { get; }

        /// <summary>The pixels around: left and right in the row, left and right below.</summary>
        public int Pixel(byte[] reduced, int corner, int colour) =>
            reduced[Channels * ((corner < 2 ? _row : _below) + (corner % 2 == 0 ? _left : _right)) + colour];

        /// <summary>Upper and Lower in 256ths of a grey level, Value in 2^−16.</summary>
        public (int Upper, int Lower, int Value) Blend(byte[] reduced, int colour)
        {
            int upper = Mix(FractionX, Pixel(reduced, 0, colour), Pixel(reduced, 1, colour)), lower = Mix(FractionX, Pixel(reduced, 2, colour), Pixel(reduced, 3, colour));
            return (upper, lower, Mix(FractionY, upper, lower));
        }

        private static int Mix(int fraction, int from, int to) => Byte * from + fraction * (to - from);
    }
}
