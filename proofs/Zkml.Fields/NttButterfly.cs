using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Zkml.Fields;

/// <summary>The vector arithmetic of the transform. Sixteen words per vector, canonical unless said otherwise.</summary>
internal static class NttButterfly
{
    public static Vector512<uint> P
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(KoalaBear.Modulus);
    }

    /// <summary>x + y in [0, p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Add(Vector512<uint> x, Vector512<uint> y)
    {
        Vector512<uint> sum = x + y;
        return Vector512.Min(sum, sum - P);
    }

    /// <summary>x − y in [0, p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Subtract(Vector512<uint> x, Vector512<uint> y)
    {
        Vector512<uint> difference = x - y;
        return Vector512.Min(difference, difference + P);
    }

    /// <summary>x·w for one twiddle w in all lanes, any x below 2^32; <paramref name="m"/> is w·p⁻¹ mod 2^32.</summary>
    /// <remarks>The quotient x·m mod 2^32 does not wait for x·w. Both differences have low words zero, so no borrow crosses.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Multiply(Vector512<uint> x, Vector512<uint> w, Vector512<uint> m)
    {
        Vector512<uint> odd = OddLanes(x);
        Vector512<ulong> evenMultiple = Avx512F.Multiply(Avx512F.Multiply(x, m).AsUInt32(), P);
        Vector512<ulong> oddMultiple = Avx512F.Multiply(Avx512F.Multiply(odd, m).AsUInt32(), P);
        return Join(Avx512F.Multiply(x, w) - evenMultiple, Avx512F.Multiply(odd, w) - oddMultiple);
    }

    /// <summary>x·w lane by lane, any x below 2^32 and w below p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Multiply(Vector512<uint> x, Vector512<uint> w)
    {
        Vector512<ulong> even = Avx512F.Multiply(x, w), odd = Avx512F.Multiply(OddLanes(x), OddLanes(w));
        Vector512<uint> inverse = Vector512.Create(KoalaBear.PInverse);
        Vector512<ulong> evenMultiple = Avx512F.Multiply(Avx512F.Multiply(even.AsUInt32(), inverse).AsUInt32(), P);
        Vector512<ulong> oddMultiple = Avx512F.Multiply(Avx512F.Multiply(odd.AsUInt32(), inverse).AsUInt32(), P);
        return Join(even - evenMultiple, odd - oddMultiple);
    }

    /// <summary>u, v ↦ u + w v, u − w v.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward(ref Vector512<uint> u, ref Vector512<uint> v, Vector512<uint> w, Vector512<uint> m)
    {
        Vector512<uint> t = Multiply(v, w, m);
        v = Subtract(u, t);
        u = Add(u, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward(ref Vector512<uint> u, ref Vector512<uint> v, Vector512<uint> w)
    {
        Vector512<uint> t = Multiply(v, w);
        v = Subtract(u, t);
        u = Add(u, t);
    }

    /// <summary>u, v ↦ u + v, w (u − v), where w is the inverse of the forward twiddle; u − v + p in (0, 2p) needs no reduction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Inverse(ref Vector512<uint> u, ref Vector512<uint> v, Vector512<uint> w, Vector512<uint> m)
    {
        Vector512<uint> difference = u - v + P;
        u = Add(u, v);
        v = Multiply(difference, w, m);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Inverse(ref Vector512<uint> u, ref Vector512<uint> v, Vector512<uint> w)
    {
        Vector512<uint> difference = u - v + P;
        u = Add(u, v);
        v = Multiply(difference, w);
    }

    /// <summary>High words of the even and of the odd lanes' differences, both in (−p, p), made canonical.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Join(Vector512<ulong> even, Vector512<ulong> odd)
    {
        Vector512<uint> high = Vector512.ConditionalSelect(
            Vector512.Create(0xFFFF_FFFF_0000_0000).AsUInt32(), odd.AsUInt32(), OddLanes(even.AsUInt32()));
        return Vector512.Min(high, high + P);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> OddLanes(Vector512<uint> x) => Avx512F.DuplicateOddIndexed(x.AsSingle()).AsUInt32();
}
