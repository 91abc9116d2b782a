using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Zkml.Fields;

namespace Zkml.Protocol.Proving;

/// <summary>
/// Round sums of the sum-checks over a run of indices: for factors bound in one variable, f(X) = f0 + X(f1 − f0) with f0, f1 the low and high
/// halves. Each is Σ_i w_i · (product of factors)(X) at X = 0, 2 (and 3 for three factors or on request), by f(X + 1) = f(X) + (f1 − f0).
/// </summary>
internal static class SumcheckKernels
{
    /// <summary>A factor's low and high half over the run: extension elements, or base elements in the first round.</summary>
    public readonly ref struct Halves
    {
        public Halves(ExtVector low, ExtVector high)
        {
            Low = low;
            High = high;
        }

        public Halves(ReadOnlySpan<uint> low, ReadOnlySpan<uint> high)
        {
            BaseLow = low;
            BaseHigh = high;
        }

        public ExtVector Low { get; }

        public ExtVector High { get; }

        public ReadOnlySpan<uint> BaseLow { get; }

        public ReadOnlySpan<uint> BaseHigh { get; }
    }

    public readonly record struct Sums(Ext At0, Ext At2, Ext At3)
    {
        public static Sums operator +(Sums x, Sums y) => new(x.At0 + y.At0, x.At2 + y.At2, x.At3 + y.At3);

        public static Sums operator *(Sums x, Ext y) => new(x.At0 * y, x.At2 * y, x.At3 * y);
    }

    public static Sums Product(ExtVector weights, Halves a, Halves b)
    {
        int n = weights.Length, vectorised = (int)Multilinear.VectorPart(n);
        return a.BaseLow.Length > 0
            ? BasePair<Lane16, Sum16>(weights, a, b, 0, vectorised) + BasePair<Lane1, Sum1>(weights, a, b, vectorised, n)
            : Pair<Lane16, Sum16>(weights, a, b, 0, vectorised) + Pair<Lane1, Sum1>(weights, a, b, vectorised, n);
    }

    public static Sums Product(ExtVector weights, Halves a, Halves b, Halves c)
    {
        int n = weights.Length, vectorised = (int)Multilinear.VectorPart(n);
        return a.BaseLow.Length > 0
            ? BaseTriple<Lane16, Sum16>(weights, a, b, c, 0, vectorised) + BaseTriple<Lane1, Sum1>(weights, a, b, c, vectorised, n)
            : Triple<Lane16, Sum16>(weights, a, b, c, 0, vectorised) + Triple<Lane1, Sum1>(weights, a, b, c, vectorised, n);
    }

    /// <summary>Σ w·(a·b + c·d) at 0 and 2: the layers of the lookup tree.</summary>
    public static (Ext At0, Ext At2) TwoProducts(ExtVector weights, Halves a, Halves b, Halves c, Halves d)
    {
        int n = weights.Length, vectorised = (int)Multilinear.VectorPart(n);
        (Ext x0, Ext x2) = TwoProducts<Lane16, Sum16>(weights, a, b, c, d, 0, vectorised);
        (Ext y0, Ext y2) = TwoProducts<Lane1, Sum1>(weights, a, b, c, d, vectorised, n);
        return (x0 + y0, x2 + y2);
    }

    private static Sums Pair<TLane, TSum>(ExtVector weights, Halves a, Halves b, int from, int to)
        where TLane : struct, ILane<TLane>
        where TSum : struct, IProductSum<TSum, TLane>
    {
        TSum u0 = default, u2 = default, u3 = default;
        for (int i = from; i < to; i += TLane.Count)
        {
            ExtLane<TLane> w = Load<TLane>(weights, i);
            ExtLane<TLane> a0 = ExtLane<TLane>.Product(Load<TLane>(a.Low, i), w), a1 = ExtLane<TLane>.Product(Load<TLane>(a.High, i), w);
            ExtLane<TLane> da = a1 - a0;
            ExtLane<TLane> b0 = Load<TLane>(b.Low, i), b1 = Load<TLane>(b.High, i), db = b1 - b0;
            u0.AddProduct(a0, b0);
            ExtLane<TLane> a2 = a1 + da, b2 = b1 + db;
            u2.AddProduct(a2, b2);
            u3.AddProduct(a2 + da, b2 + db);
        }

        return new Sums(u0.Total(), u2.Total(), u3.Total());
    }

    private static Sums Triple<TLane, TSum>(ExtVector weights, Halves a, Halves b, Halves c, int from, int to)
        where TLane : struct, ILane<TLane>
        where TSum : struct, IProductSum<TSum, TLane>
    {
        TSum u0 = default, u2 = default, u3 = default;
        for (int i = from; i < to; i += TLane.Count)
        {
            ExtLane<TLane> w = Load<TLane>(weights, i);
            ExtLane<TLane> a0 = ExtLane<TLane>.Product(Load<TLane>(a.Low, i), w), a1 = ExtLane<TLane>.Product(Load<TLane>(a.High, i), w);
            ExtLane<TLane> da = a1 - a0;
            ExtLane<TLane> b0 = Load<TLane>(b.Low, i), b1 = Load<TLane>(b.High, i), db = b1 - b0;
            ExtLane<TLane> c0 = Load<TLane>(c.Low, i), c1 = Load<TLane>(c.High, i), dc = c1 - c0;
            u0.AddProduct(a0, ExtLane<TLane>.Product(b0, c0));
            ExtLane<TLane> a2 = a1 + da, b2 = b1 + db, c2 = c1 + dc;
            u2.AddProduct(a2, ExtLane<TLane>.Product(b2, c2));
            u3.AddProduct(a2 + da, ExtLane<TLane>.Product(b2 + db, c2 + dc));
        }

        return new Sums(u0.Total(), u2.Total(), u3.Total());
    }

    private static Sums BasePair<TLane, TSum>(ExtVector weights, Halves a, Halves b, int from, int to)
        where TLane : struct, ILane<TLane>
        where TSum : struct, IProductSum<TSum, TLane>
    {
        TSum u0 = default, u2 = default, u3 = default;
        for (int i = from; i < to; i += TLane.Count)
        {
            ExtLane<TLane> w = Load<TLane>(weights, i);
            TLane a0 = Load<TLane>(a.BaseLow, i), a1 = Load<TLane>(a.BaseHigh, i), da = a1 - a0;
            TLane b0 = Load<TLane>(b.BaseLow, i), b1 = Load<TLane>(b.BaseHigh, i), db = b1 - b0;
            u0.AddProduct(w, a0 * b0);
            TLane a2 = a1 + da, b2 = b1 + db;
            u2.AddProduct(w, a2 * b2);
            u3.AddProduct(w, (a2 + da) * (b2 + db));
        }

        return new Sums(u0.Total(), u2.Total(), u3.Total());
    }

    private static Sums BaseTriple<TLane, TSum>(ExtVector weights, Halves a, Halves b, Halves c, int from, int to)
        where TLane : struct, ILane<TLane>
        where TSum : struct, IProductSum<TSum, TLane>
    {
        TSum u0 = default, u2 = default, u3 = default;
        for (int i = from; i < to; i += TLane.Count)
        {
            ExtLane<TLane> w = Load<TLane>(weights, i);
            TLane a0 = Load<TLane>(a.BaseLow, i), a1 = Load<TLane>(a.BaseHigh, i), da = a1 - a0;
            TLane b0 = Load<TLane>(b.BaseLow, i), b1 = Load<TLane>(b.BaseHigh, i), db = b1 - b0;
            TLane c0 = Load<TLane>(c.BaseLow, i), c1 = Load<TLane>(c.BaseHigh, i), dc = c1 - c0;
            u0.AddProduct(w, a0 * b0 * c0);
            TLane a2 = a1 + da, b2 = b1 + db, c2 = c1 + dc;
            u2.AddProduct(w, a2 * b2 * c2);
            u3.AddProduct(w, (a2 + da) * (b2 + db) * (c2 + dc));
        }

        return new Sums(u0.Total(), u2.Total(), u3.Total());
    }

    private static (Ext At0, Ext At2) TwoProducts<TLane, TSum>(ExtVector weights, Halves a, Halves b, Halves c, Halves d, int from, int to)
        where TLane : struct, ILane<TLane>
        where TSum : struct, IProductSum<TSum, TLane>
    {
        TSum u0 = default, u2 = default;
        for (int i = from; i < to; i += TLane.Count)
        {
            ExtLane<TLane> w = Load<TLane>(weights, i);
            ExtLane<TLane> a0 = Load<TLane>(a.Low, i), a1 = Load<TLane>(a.High, i);
            ExtLane<TLane> b0 = Load<TLane>(b.Low, i), b1 = Load<TLane>(b.High, i);
            ExtLane<TLane> c0 = Load<TLane>(c.Low, i), c1 = Load<TLane>(c.High, i);
            ExtLane<TLane> d0 = Load<TLane>(d.Low, i), d1 = Load<TLane>(d.High, i);
            ExtLane<TLane> at0 = ExtLane<TLane>.Product(a0, b0), at2 = ExtLane<TLane>.Product(a1 + a1 - a0, b1 + b1 - b0);
            ExtLane<TLane>.AddProduct(ref at0, c0, d0);
            ExtLane<TLane>.AddProduct(ref at2, c1 + c1 - c0, d1 + d1 - d0);
            u0.AddProduct(at0, w);
            u2.AddProduct(at2, w);
        }

        return (u0.Total(), u2.Total());
    }

    /// <summary>Σ a0·b0 and Σ (2a1 − a0)(2b1 − b0), extension times base (the first round of the inner product).</summary>
    public static (Ext At0, Ext At2) Inner(ExtVector low, ExtVector high, ReadOnlySpan<uint> baseLow, ReadOnlySpan<uint> baseHigh)
    {
        int n = low.Length, vectorised = (int)Multilinear.VectorPart(n);
        (Ext x0, Ext x2) = Inner<Lane16, Sum16>(low, high, baseLow, baseHigh, 0, vectorised);
        (Ext y0, Ext y2) = Inner<Lane1, Sum1>(low, high, baseLow, baseHigh, vectorised, n);
        return (x0 + y0, x2 + y2);
    }

    /// <summary>As above, both in the extension.</summary>
    public static (Ext At0, Ext At2) Inner(ExtVector low, ExtVector high, ExtVector otherLow, ExtVector otherHigh)
    {
        int n = low.Length, vectorised = (int)Multilinear.VectorPart(n);
        (Ext x0, Ext x2) = Inner<Lane16, Sum16>(low, high, otherLow, otherHigh, 0, vectorised);
        (Ext y0, Ext y2) = Inner<Lane1, Sum1>(low, high, otherLow, otherHigh, vectorised, n);
        return (x0 + y0, x2 + y2);
    }

    private static (Ext At0, Ext At2) Inner<TLane, TSum>(
        ExtVector low, ExtVector high, ReadOnlySpan<uint> baseLow, ReadOnlySpan<uint> baseHigh, int from, int to)
        where TLane : struct, ILane<TLane>
        where TSum : struct, IProductSum<TSum, TLane>
    {
        TSum u0 = default, u2 = default;
        for (int i = from; i < to; i += TLane.Count)
        {
            ExtLane<TLane> a0 = Load<TLane>(low, i), a1 = Load<TLane>(high, i);
            TLane b0 = Load<TLane>(baseLow, i), b1 = Load<TLane>(baseHigh, i);
            u0.AddProduct(a0, b0);
            u2.AddProduct(a1 + a1 - a0, b1 + b1 - b0);
        }

        return (u0.Total(), u2.Total());
    }

    private static (Ext At0, Ext At2) Inner<TLane, TSum>(ExtVector low, ExtVector high, ExtVector otherLow, ExtVector otherHigh, int from, int to)
        where TLane : struct, ILane<TLane>
        where TSum : struct, IProductSum<TSum, TLane>
    {
        TSum u0 = default, u2 = default;
        for (int i = from; i < to; i += TLane.Count)
        {
            ExtLane<TLane> a0 = Load<TLane>(low, i), a1 = Load<TLane>(high, i);
            ExtLane<TLane> b0 = Load<TLane>(otherLow, i), b1 = Load<TLane>(otherHigh, i);
            u0.AddProduct(a0, b0);
            u2.AddProduct(a1 + a1 - a0, b1 + b1 - b0);
        }

        return (u0.Total(), u2.Total());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ExtLane<TLane> Load<TLane>(ExtVector vector, int index)
        where TLane : struct, ILane<TLane> => ExtLane<TLane>.Load(in vector.Reference, (nuint)vector.Stride, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Load<TLane>(ReadOnlySpan<uint> words, int index)
        where TLane : struct, ILane<TLane> => TLane.Load(in MemoryMarshal.GetReference(words), (nuint)index);
}
