using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Zkml.Fields;

/// <summary>Passes of the forward transform. Column i of a pass over 4q values is x[i], x[i + q], x[i + 2q], x[i + 3q].</summary>
internal static unsafe class NttPasses
{
    /// <summary>Two layers: block b, then its halves 2b and 2b + 1.</summary>
    [MethodImpl(MethodImplOptions.NoInlining), SkipLocalsInit]
    public static void Radix4(uint* x, int q, int from, int to, int block, NttTwiddles twiddles)
    {
        uint* w = twiddles.Words, m = twiddles.Products;
        Vector512<uint> w1 = Vector512.Create(w[block]), w2 = Vector512.Create(w[2 * block]), w3 = Vector512.Create(w[2 * block + 1]);
        Vector512<uint> m1 = Vector512.Create(m[block]), m2 = Vector512.Create(m[2 * block]), m3 = Vector512.Create(m[2 * block + 1]);
        uint* a = x, b = a + q, c = b + q, d = c + q;
        for (nint i = from; i < to; i += 16)
        {
            Vector512<uint> x0 = Vector512.Load(a + i), x1 = Vector512.Load(b + i), x2 = Vector512.Load(c + i), x3 = Vector512.Load(d + i);
            NttButterfly.Forward(ref x0, ref x2, w1, m1);
            NttButterfly.Forward(ref x1, ref x3, w1, m1);
            NttButterfly.Forward(ref x0, ref x1, w2, m2);
            NttButterfly.Forward(ref x2, ref x3, w3, m3);
            x0.Store(a + i);
            x1.Store(b + i);
            x2.Store(c + i);
            x3.Store(d + i);
        }
    }

    /// <summary>Block 0, whose twiddles are 1, 1 and <paramref name="fourthRoot"/>: one multiplication instead of four.</summary>
    [MethodImpl(MethodImplOptions.NoInlining), SkipLocalsInit]
    public static void Radix4First(uint* x, int q, int from, int to, uint fourthRoot, uint product)
    {
        Vector512<uint> w = Vector512.Create(fourthRoot), m = Vector512.Create(product);
        uint* a = x, b = a + q, c = b + q, d = c + q;
        for (nint i = from; i < to; i += 16)
        {
            Vector512<uint> x0 = Vector512.Load(a + i), x1 = Vector512.Load(b + i), x2 = Vector512.Load(c + i), x3 = Vector512.Load(d + i);
            Vector512<uint> even = NttButterfly.Add(x0, x2), odd = NttButterfly.Add(x1, x3);
            Vector512<uint> u = NttButterfly.Subtract(x0, x2), v = x1 - x3 + NttButterfly.P;
            NttButterfly.Forward(ref u, ref v, w, m);
            NttButterfly.Add(even, odd).Store(a + i);
            NttButterfly.Subtract(even, odd).Store(b + i);
            u.Store(c + i);
            v.Store(d + i);
        }
    }

    /// <summary>Columns whose last two values are zero: the first layer copies, the second runs twice on the same pair.</summary>
    [MethodImpl(MethodImplOptions.NoInlining), SkipLocalsInit]
    public static void Radix4Half(uint* x, int q, int from, int to, uint* twiddles, uint* products)
    {
        Vector512<uint> w2 = Vector512.Create(twiddles[0]), w3 = Vector512.Create(twiddles[1]);
        Vector512<uint> m2 = Vector512.Create(products[0]), m3 = Vector512.Create(products[1]);
        uint* a = x, b = a + q, c = b + q, d = c + q;
        for (nint i = from; i < to; i += 16)
        {
            Vector512<uint> x0 = Vector512.Load(a + i), x1 = Vector512.Load(b + i), x2 = x0, x3 = x1;
            NttButterfly.Forward(ref x0, ref x1, w2, m2);
            NttButterfly.Forward(ref x2, ref x3, w3, m3);
            x0.Store(a + i);
            x1.Store(b + i);
            x2.Store(c + i);
            x3.Store(d + i);
        }
    }

    /// <summary>Columns with only their first value not zero: two layers copy it.</summary>
    public static void Copy4(uint* x, int q, int from, int to)
    {
        var source = new ReadOnlySpan<uint>(x + from, to - from);
        for (int row = 1; row < 4; row++)
        {
            source.CopyTo(new Span<uint>(x + from + (nint)row * q, source.Length));
        }
    }

    /// <summary>The first layer alone, twiddle 1, on x[i], x[i + half].</summary>
    [MethodImpl(MethodImplOptions.NoInlining), SkipLocalsInit]
    public static void Radix2First(uint* x, int half, int to)
    {
        for (nint i = 0; i < to; i += 16)
        {
            Vector512<uint> u = Vector512.Load(x + i), v = Vector512.Load(x + half + i);
            NttButterfly.Add(u, v).Store(x + i);
            NttButterfly.Subtract(u, v).Store(x + half + i);
        }
    }

    /// <summary>
    /// The last four layers of 256 values: sixteen transposed vectors, each lane a block of sixteen values of its own, so the butterflies
    /// run across vectors with per-lane twiddles.
    /// </summary>
    [SkipLocalsInit]
    public static void Tail(uint* x, uint* twiddles)
    {
        var v = (Vector512<uint>*)x;
        var t = (Vector512<uint>*)twiddles;
        Transpose16.InPlace(v);
        for (int i = 0; i < 4; i++)
        {
            TailRadix4(ref v[i], ref v[i + 4], ref v[i + 8], ref v[i + 12], t[0], t[1], t[2]);
        }

        for (int i = 0; i < 4; i++)
        {
            TailRadix4(ref v[4 * i], ref v[4 * i + 1], ref v[4 * i + 2], ref v[4 * i + 3], t[3 + i], t[7 + 2 * i], t[8 + 2 * i]);
        }

        Transpose16.InPlace(v);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TailRadix4(
        ref Vector512<uint> v0, ref Vector512<uint> v1, ref Vector512<uint> v2, ref Vector512<uint> v3,
        Vector512<uint> w1, Vector512<uint> w2, Vector512<uint> w3)
    {
        Vector512<uint> x0 = v0, x1 = v1, x2 = v2, x3 = v3;
        NttButterfly.Forward(ref x0, ref x2, w1);
        NttButterfly.Forward(ref x1, ref x3, w1);
        NttButterfly.Forward(ref x0, ref x1, w2);
        NttButterfly.Forward(ref x2, ref x3, w3);
        v0 = x0;
        v1 = x1;
        v2 = x2;
        v3 = x3;
    }
}
