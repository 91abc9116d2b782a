using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Zkml.Fields;

/// <summary>Sixteen elements in one AVX-512 register.</summary>
public readonly struct Lane16 : ILane<Lane16>
{
    private readonly Vector512<uint> _words;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Lane16(Vector512<uint> words) => _words = words;

    /// <summary>Kernels take this path when true; DOTNET_EnableAVX512=0 makes it false.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    public static int Count => 16;

    private static Vector512<uint> P
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(KoalaBear.Modulus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Load(ref readonly uint source, nuint index) => new(Vector512.LoadUnsafe(in source, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Broadcast(KoalaBear value) => new(Vector512.Create(value.Montgomery));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref uint destination, nuint index) => _words.StoreUnsafe(ref destination, index);

    public KoalaBear Sum()
    {
        KoalaBear sum = default;
        for (int i = 0; i < Count; i++)
        {
            sum += KoalaBear.FromMontgomery(_words[i]);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 operator +(Lane16 x, Lane16 y)
    {
        Vector512<uint> sum = x._words + y._words;
        return new Lane16(Vector512.Min(sum, sum - P));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 operator -(Lane16 x, Lane16 y)
    {
        Vector512<uint> difference = x._words - y._words;
        return new Lane16(Vector512.Min(difference, difference + P));
    }

    /// <remarks>vpmuludq multiplies even 32-bit lanes only, so odd lanes are moved down and done apart.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 operator *(Lane16 x, Lane16 y)
    {
        Vector512<ulong> even = Avx512F.Multiply(x._words, y._words);
        Vector512<ulong> odd = Avx512F.Multiply(OddLanes(x._words), OddLanes(y._words));
        Vector512<uint> difference = Blend(even - Multiple(even), odd - Multiple(odd));
        return new Lane16(Vector512.Min(difference, difference + P));
    }

    /// <summary>The canonical representatives in [0, p): one reduction of x, a product with 1.</summary>
    /// <remarks>The low words of x and q·p are equal and the high word of x is zero, so that only that of q·p is left to subtract.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector512<uint> ToCanonical()
    {
        Vector512<uint> quotient = _words * Vector512.Create(KoalaBear.PInverse);
        Vector512<uint> multiple = Blend(Avx512F.Multiply(quotient, P), Avx512F.Multiply(OddLanes(quotient), P));
        Vector512<uint> difference = Vector512<uint>.Zero - multiple;
        return Vector512.Min(difference, difference + P);
    }

    /// <remarks>
    /// 32 products and 16 for the four reductions, instead of 96 when each product is reduced: every coefficient is a sum of four
    /// products below 4p² &lt; 2^64.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExtLane<Lane16> Multiply(in ExtLane<Lane16> x, in ExtLane<Lane16> y)
    {
        Unreduced product = MultiplyUnreduced(in x, in y);
        return new ExtLane<Lane16>(
            Reduce(product.Even0, product.Odd0), Reduce(product.Even1, product.Odd1),
            Reduce(product.Even2, product.Odd2), Reduce(product.Even3, product.Odd3));
    }

    /// <summary>The four coefficients of x·y before reduction, each below 4p²: of the even elements and of the odd ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Unreduced MultiplyUnreduced(in ExtLane<Lane16> x, in ExtLane<Lane16> y)
    {
        Vector512<uint> x0 = x.C0._words, x1 = x.C1._words, x2 = x.C2._words, x3 = x.C3._words;
        Vector512<uint> y0 = y.C0._words, y1 = y.C1._words, y2 = y.C2._words, y3 = y.C3._words;
        Vector512<uint> t1 = Triple(y1), t2 = Triple(y2), t3 = Triple(y3);
        Vector512<uint> X0 = OddLanes(x0), X1 = OddLanes(x1), X2 = OddLanes(x2), X3 = OddLanes(x3);
        Vector512<uint> Y0 = OddLanes(y0), Y1 = OddLanes(y1), Y2 = OddLanes(y2), Y3 = OddLanes(y3);
        Vector512<uint> T1 = OddLanes(t1), T2 = OddLanes(t2), T3 = OddLanes(t3);
        return new Unreduced(
            Dot(x0, y0, x1, t3, x2, t2, x3, t1), Dot(X0, Y0, X1, T3, X2, T2, X3, T1),
            Dot(x0, y1, x1, y0, x2, t3, x3, t2), Dot(X0, Y1, X1, Y0, X2, T3, X3, T2),
            Dot(x0, y2, x1, y1, x2, y0, x3, t3), Dot(X0, Y2, X1, Y1, X2, Y0, X3, T3),
            Dot(x0, y3, x1, y2, x2, y1, x3, y0), Dot(X0, Y3, X1, Y2, X2, Y1, X3, Y0));
    }

    /// <remarks>A broadcast factor has the same words in odd and even lanes.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExtLane<Lane16> Multiply(in ExtLane<Lane16> x, in ExtFactor<Lane16> y)
    {
        Vector512<uint> x0 = x.C0._words, x1 = x.C1._words, x2 = x.C2._words, x3 = x.C3._words;
        Vector512<uint> X0 = OddLanes(x0), X1 = OddLanes(x1), X2 = OddLanes(x2), X3 = OddLanes(x3);
        Vector512<uint> y0 = y.C0._words, y1 = y.C1._words, y2 = y.C2._words, y3 = y.C3._words;
        Vector512<uint> t1 = y.Triple1._words, t2 = y.Triple2._words, t3 = y.Triple3._words;
        return new ExtLane<Lane16>(
            Reduce(Dot(x0, y0, x1, t3, x2, t2, x3, t1), Dot(X0, y0, X1, t3, X2, t2, X3, t1)),
            Reduce(Dot(x0, y1, x1, y0, x2, t3, x3, t2), Dot(X0, y1, X1, y0, X2, t3, X3, t2)),
            Reduce(Dot(x0, y2, x1, y1, x2, y0, x3, t3), Dot(X0, y2, X1, y1, X2, y0, X3, t3)),
            Reduce(Dot(x0, y3, x1, y2, x2, y1, x3, y0), Dot(X0, y3, X1, y2, X2, y1, X3, y0)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Dot(
        Vector512<uint> a, Vector512<uint> b, Vector512<uint> c, Vector512<uint> d,
        Vector512<uint> e, Vector512<uint> f, Vector512<uint> g, Vector512<uint> h) =>
        Avx512F.Multiply(a, b) + Avx512F.Multiply(c, d) + (Avx512F.Multiply(e, f) + Avx512F.Multiply(g, h));

    /// <summary>The products of even and of odd elements, before reduction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<ulong> Even, Vector512<ulong> Odd) MultiplyUnreduced(Lane16 x, Lane16 y) =>
        (Avx512F.Multiply(x._words, y._words), Avx512F.Multiply(OddLanes(x._words), OddLanes(y._words)));

    /// <summary>Montgomery reduction of sums below 4p²; their high words are below 2p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane16 Reduce(Vector512<ulong> even, Vector512<ulong> odd)
    {
        Vector512<uint> high = Blend(even, odd);
        Vector512<uint> multiple = Blend(Multiple(even), Multiple(odd));
        high = Vector512.Min(high, high - P);
        Vector512<uint> difference = high - multiple;
        return new Lane16(Vector512.Min(difference, difference + P));
    }

    /// <summary>q·p with q = v·p⁻¹ mod 2^32: its low word equals that of v.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Multiple(Vector512<ulong> value) =>
        Avx512F.Multiply(Avx512F.Multiply(value.AsUInt32(), Vector512.Create(KoalaBear.PInverse)).AsUInt32(), P);

    /// <summary>The high words of the even products into even lanes, of the odd products into odd lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Blend(Vector512<ulong> even, Vector512<ulong> odd) =>
        Vector512.ConditionalSelect(Vector512.Create(0xFFFF_FFFF_0000_0000).AsUInt32(), odd.AsUInt32(), OddLanes(even.AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> OddLanes(Vector512<uint> v) => Avx512F.DuplicateOddIndexed(v.AsSingle()).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Triple(Vector512<uint> v)
    {
        Vector512<uint> twice = v + v;
        twice = Vector512.Min(twice, twice - P);
        Vector512<uint> sum = twice + v;
        return Vector512.Min(sum, sum - P);
    }

    internal readonly record struct Unreduced(
        Vector512<ulong> Even0, Vector512<ulong> Odd0, Vector512<ulong> Even1, Vector512<ulong> Odd1,
        Vector512<ulong> Even2, Vector512<ulong> Odd2, Vector512<ulong> Even3, Vector512<ulong> Odd3);
}
