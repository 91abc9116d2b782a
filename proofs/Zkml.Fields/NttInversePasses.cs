using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Zkml.Fields;

/// <summary>Passes of the inverse transform: those of <see cref="NttPasses"/> undone, last layer first, each without its factor 1/2.</summary>
internal static unsafe class NttInversePasses
{
    [MethodImpl(MethodImplOptions.NoInlining), SkipLocalsInit]
    public static void Radix4(uint* x, int q, int block, NttTwiddles twiddles)
    {
        uint* w = twiddles.Words, m = twiddles.Products;
        Vector512<uint> w1 = Vector512.Create(w[block]), w2 = Vector512.Create(w[2 * block]), w3 = Vector512.Create(w[2 * block + 1]);
        Vector512<uint> m1 = Vector512.Create(m[block]), m2 = Vector512.Create(m[2 * block]), m3 = Vector512.Create(m[2 * block + 1]);
        uint* a = x, b = a + q, c = b + q, d = c + q;
        for (nint i = 0; i < q; i += 16)
        {
            Vector512<uint> x0 = Vector512.Load(a + i), x1 = Vector512.Load(b + i), x2 = Vector512.Load(c + i), x3 = Vector512.Load(d + i);
            NttButterfly.Inverse(ref x0, ref x1, w2, m2);
            NttButterfly.Inverse(ref x2, ref x3, w3, m3);
            NttButterfly.Inverse(ref x0, ref x2, w1, m1);
            NttButterfly.Inverse(ref x1, ref x3, w1, m1);
            x0.Store(a + i);
            x1.Store(b + i);
            x2.Store(c + i);
            x3.Store(d + i);
        }
    }

    /// <summary>The two layers that finish the transform, with its factor 1/n. Sums below 2p go into products unreduced.</summary>
    [MethodImpl(MethodImplOptions.NoInlining), SkipLocalsInit]
    public static void Radix4Last(uint* x, int q, uint inverseFourthRoot, uint inverseLength)
    {
        Vector512<uint> root = Vector512.Create(inverseFourthRoot), rootProduct = root * KoalaBear.PInverse;
        Vector512<uint> scale = Vector512.Create(inverseLength), scaleProduct = scale * KoalaBear.PInverse;
        uint* a = x, b = a + q, c = b + q, d = c + q;
        for (nint i = 0; i < q; i += 16)
        {
            Vector512<uint> x0 = Vector512.Load(a + i), x1 = Vector512.Load(b + i), x2 = Vector512.Load(c + i), x3 = Vector512.Load(d + i);
            Vector512<uint> s = NttButterfly.Add(x0, x1), t = NttButterfly.Add(x2, x3);
            Vector512<uint> u = NttButterfly.Subtract(x0, x1);
            Vector512<uint> v = NttButterfly.Multiply(x2 - x3 + NttButterfly.P, root, rootProduct);
            NttButterfly.Multiply(s + t, scale, scaleProduct).Store(a + i);
            NttButterfly.Multiply(u + v, scale, scaleProduct).Store(b + i);
            NttButterfly.Multiply(s - t + NttButterfly.P, scale, scaleProduct).Store(c + i);
            NttButterfly.Multiply(u - v + NttButterfly.P, scale, scaleProduct).Store(d + i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining), SkipLocalsInit]
    public static void Radix2Last(uint* x, int half, uint inverseLength)
    {
        Vector512<uint> scale = Vector512.Create(inverseLength), product = scale * KoalaBear.PInverse;
        for (nint i = 0; i < half; i += 16)
        {
            Vector512<uint> u = Vector512.Load(x + i), v = Vector512.Load(x + half + i);
            NttButterfly.Multiply(u + v, scale, product).Store(x + i);
            NttButterfly.Multiply(u - v + NttButterfly.P, scale, product).Store(x + half + i);
        }
    }

    [SkipLocalsInit]
    public static void Tail(uint* x, uint* twiddles)
    {
        var v = (Vector512<uint>*)x;
        var t = (Vector512<uint>*)twiddles;
        Transpose16.InPlace(v);
        for (int i = 0; i < 4; i++)
        {
            TailRadix4(ref v[4 * i], ref v[4 * i + 1], ref v[4 * i + 2], ref v[4 * i + 3], t[3 + i], t[7 + 2 * i], t[8 + 2 * i]);
        }

        for (int i = 0; i < 4; i++)
        {
            TailRadix4(ref v[i], ref v[i + 4], ref v[i + 8], ref v[i + 12], t[0], t[1], t[2]);
        }

        Transpose16.InPlace(v);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TailRadix4(
        ref Vector512<uint> v0, ref Vector512<uint> v1, ref Vector512<uint> v2, ref Vector512<uint> v3,
        Vector512<uint> w1, Vector512<uint> w2, Vector512<uint> w3)
    {
        Vector512<uint> x0 = v0, x1 = v1, x2 = v2, x3 = v3;
        NttButterfly.Inverse(ref x0, ref x1, w2);
        NttButterfly.Inverse(ref x2, ref x3, w3);
        NttButterfly.Inverse(ref x0, ref x2, w1);
        NttButterfly.Inverse(ref x1, ref x3, w1);
        v0 = x0;
        v1 = x1;
        v2 = x2;
        v3 = x3;
    }
}
