using System.Runtime.CompilerServices;

namespace Zkml.Fields;

/// <summary>
/// The recursion of the AVX-512 transform, depth first so that each part is finished while it is in cache: two layers per pass over a
/// part (radix 4), down to parts of 256 whose last four layers run on transposed vectors. An odd number of layers starts with one
/// radix-2 pass, which needs no multiplication. Passes are in <see cref="NttPasses"/> and <see cref="NttInversePasses"/>.
/// </summary>
internal static unsafe class NttAvx512
{
    /// <summary>Smaller transforms take the portable path.</summary>
    public const int MinLog = ShortLog;

    private const int ShortLog = 7;

    private const int BaseLength = 256;

    /// <param name="nonZero">Values from this index on are zero.</param>
    public static void Forward(uint* x, int log, int nonZero, NttTwiddles twiddles)
    {
        if (nonZero == 0)
        {
            return;
        }

        int n = 1 << log;
        if (log == ShortLog)
        {
            ForwardShort(x, n >> 1, twiddles);
            return;
        }

        if ((log & 1) == 0)
        {
            ForwardPart(x, n, 0, nonZero, twiddles);
            return;
        }

        n >>= 1;
        int both = RoundUp(nonZero - n, n);
        NttPasses.Radix2First(x, n, both);
        new ReadOnlySpan<uint>(x + both, n - both).CopyTo(new Span<uint>(x + n + both, n - both));
        ForwardPart(x, n, 0, Math.Min(nonZero, n), twiddles);
        ForwardPart(x + n, n, 1, Math.Min(nonZero, n), twiddles);
    }

    public static void Inverse(uint* x, int log, KoalaBear inverseLength, NttTwiddles twiddles)
    {
        int n = 1 << log;
        if (log == ShortLog)
        {
            InverseShort(x, n >> 1, inverseLength, twiddles);
            return;
        }

        if ((log & 1) == 0)
        {
            InverseInside(x, n, 0, twiddles);
            NttInversePasses.Radix4Last(x, n >> 2, twiddles.Words[1], inverseLength.Montgomery);
            return;
        }

        int half = n >> 1;
        InversePart(x, half, 0, twiddles);
        InversePart(x + half, half, 1, twiddles);
        NttInversePasses.Radix2Last(x, half, inverseLength.Montgomery);
    }

    /// <summary>128 values: half of the 16 × 16 matrix of the last four layers stays empty, on the stack.</summary>
    [SkipLocalsInit]
    private static void ForwardShort(uint* x, int half, NttTwiddles twiddles)
    {
        NttPasses.Radix2First(x, half, half);
        NttPasses.Radix4(x, half >> 2, 0, half >> 2, 0, twiddles);
        NttPasses.Radix4(x + half, half >> 2, 0, half >> 2, 1, twiddles);
        uint* padded = stackalloc uint[BaseLength];
        Unsafe.CopyBlockUnaligned(padded, x, 2 * sizeof(uint) * (uint)half);
        NttPasses.Tail(padded, twiddles.Tail);
        Unsafe.CopyBlockUnaligned(x, padded, 2 * sizeof(uint) * (uint)half);
    }

    [SkipLocalsInit]
    private static void InverseShort(uint* x, int half, KoalaBear inverseLength, NttTwiddles twiddles)
    {
        uint* padded = stackalloc uint[BaseLength];
        Unsafe.CopyBlockUnaligned(padded, x, 2 * sizeof(uint) * (uint)half);
        NttInversePasses.Tail(padded, twiddles.Tail);
        Unsafe.CopyBlockUnaligned(x, padded, 2 * sizeof(uint) * (uint)half);
        NttInversePasses.Radix4(x, half >> 2, 0, twiddles);
        NttInversePasses.Radix4(x + half, half >> 2, 1, twiddles);
        NttInversePasses.Radix2Last(x, half, inverseLength.Montgomery);
    }

    private static void ForwardPart(uint* x, int n, int block, int nonZero, NttTwiddles twiddles)
    {
        int quarter = n >> 2;
        ForwardPass(x, quarter, block, nonZero, twiddles);
        nonZero = Math.Min(nonZero, quarter);
        if (n == BaseLength)
        {
            for (int i = 0; i < 4; i++)
            {
                ForwardPass(x + 64 * i, 16, 4 * block + i, nonZero, twiddles);
            }

            NttPasses.Tail(x, twiddles.Tail + (nint)block * NttTwiddles.TailWords);
            return;
        }

        for (int i = 0; i < 4; i++)
        {
            ForwardPart(x + (nint)i * quarter, quarter, 4 * block + i, nonZero, twiddles);
        }
    }

    /// <summary>One radix-4 pass: column i has inputs i, i + q, i + 2q, i + 3q, of which the first `live` or `live` − 1 are not zero.</summary>
    private static void ForwardPass(uint* x, int q, int block, int nonZero, NttTwiddles twiddles)
    {
        int live = (nonZero + q - 1) / q;
        int split = RoundUp(nonZero - (live - 1) * q, q);
        ForwardColumns(x, q, block, live, 0, split, twiddles);
        ForwardColumns(x, q, block, live - 1, split, q, twiddles);
    }

    private static void ForwardColumns(uint* x, int q, int block, int live, int from, int to, NttTwiddles twiddles)
    {
        if (from == to || live == 0)
        {
            return;
        }

        if (live == 1)
        {
            NttPasses.Copy4(x, q, from, to);
        }
        else if (live == 2)
        {
            NttPasses.Radix4Half(x, q, from, to, twiddles.Words + 2 * block, twiddles.Products + 2 * block);
        }
        else if (block == 0)
        {
            NttPasses.Radix4First(x, q, from, to, twiddles.Words[1], twiddles.Products[1]);
        }
        else
        {
            NttPasses.Radix4(x, q, from, to, block, twiddles);
        }
    }

    private static void InversePart(uint* x, int n, int block, NttTwiddles twiddles)
    {
        InverseInside(x, n, block, twiddles);
        NttInversePasses.Radix4(x, n >> 2, block, twiddles);
    }

    /// <summary>All layers of a part but the two that join its quarters.</summary>
    private static void InverseInside(uint* x, int n, int block, NttTwiddles twiddles)
    {
        int quarter = n >> 2;
        if (n == BaseLength)
        {
            NttInversePasses.Tail(x, twiddles.Tail + (nint)block * NttTwiddles.TailWords);
        }

        for (int i = 0; i < 4; i++)
        {
            uint* part = x + (nint)i * quarter;
            if (n == BaseLength)
            {
                NttInversePasses.Radix4(part, quarter >> 2, 4 * block + i, twiddles);
            }
            else
            {
                InversePart(part, quarter, 4 * block + i, twiddles);
            }
        }
    }

    /// <summary>A count of columns between 0 and <paramref name="limit"/> (a multiple of 16), rounded up to whole vectors.</summary>
    private static int RoundUp(int count, int limit) => Math.Clamp((count + 15) & ~15, 0, limit);
}
