using System.Runtime.InteropServices;

namespace Zkml.Fields;

/// <summary>
/// Multilinear extensions over the Boolean cube: an array of 2^n values is indexed by n bits, variable 0 being the most significant.
/// Every kernel is written once over <see cref="ILane{TSelf}"/>.
/// </summary>
public static class Multilinear
{
    /// <summary>table[x] = scale · Π_v (x_v = 0 ? W0_v : W1_v); with (1−r, r) this is scale · eq(r, x).</summary>
    /// <param name="weights">Per variable, most significant first.</param>
    /// <param name="table">Length 2^weights.Length; overwritten.</param>
    public static void ProductTable(ReadOnlySpan<(Ext W0, Ext W1)> weights, Ext scale, ExtVector table)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(table.Length, 1 << weights.Length, nameof(table));
        table[0] = scale;
        for (int v = weights.Length - 1, length = 1; v >= 0; v--, length *= 2)
        {
            // The variables done so far are the low ones; the next more significant one doubles the table.
            ExtVector low = table.Slice(0, length), high = table.Slice(length, length);
            (Ext w0, Ext w1) = weights[v];
            if (w0 + w1 == Ext.One)
            {
                Split(low, w1, high);
            }
            else
            {
                Scale(low, w1, high);
                Scale(low, w0, low);
            }
        }
    }

    /// <summary>table[x] = eq(point, x).</summary>
    public static void EqTable(ReadOnlySpan<Ext> point, ExtVector table)
    {
        var weights = new (Ext, Ext)[point.Length];
        for (int v = 0; v < weights.Length; v++)
        {
            weights[v] = (Ext.One - point[v], point[v]);
        }

        ProductTable(weights, Ext.One, table);
    }

    /// <summary>high = factor · low, low = low − high: the step of an eq table, one product for two entries.</summary>
    private static void Split(ExtVector low, Ext factor, ExtVector high)
    {
        nuint vectorised = VectorPart(low.Length);
        Split<Lane16>(low, factor, high, 0, vectorised);
        Split<Lane1>(low, factor, high, vectorised, (nuint)low.Length);
    }

    /// <summary>destination[i] = factor · source[i]; the two may be the same vector.</summary>
    public static void Scale(ExtVector source, Ext factor, ExtVector destination)
    {
        nuint vectorised = VectorPart(source.Length);
        Scale<Lane16>(source, factor, destination, 0, vectorised);
        Scale<Lane1>(source, factor, destination, vectorised, (nuint)source.Length);
    }

    /// <summary>destination[i] += factor · source[i].</summary>
    public static void AddScaled(ExtVector destination, Ext factor, ExtVector source)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length, destination.Length, nameof(source));
        nuint vectorised = VectorPart(source.Length);
        AddScaled<Lane16>(destination, factor, source, 0, vectorised);
        AddScaled<Lane1>(destination, factor, source, vectorised, (nuint)source.Length);
    }

    /// <summary>Σ x[i].</summary>
    public static Ext Sum(ExtVector x)
    {
        return new Ext(Plane(0), Plane(1), Plane(2), Plane(3));

        KoalaBear Plane(int coefficient)
        {
            ulong sum = 0;
            foreach (uint word in x.Plane(coefficient))
            {
                sum += word;
            }

            return KoalaBear.FromMontgomery((uint)(sum % KoalaBear.Modulus));
        }
    }

    /// <summary>Σ x[i]·y[i].</summary>
    public static Ext Dot(ExtVector x, ExtVector y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length, nameof(y));
        nuint vectorised = VectorPart(x.Length);
        return Dot<Lane16, Sum16>(x, y, 0, vectorised) + Dot<Lane1, Sum1>(x, y, vectorised, (nuint)x.Length);
    }

    /// <summary>Σ x[i]·y[i] with Montgomery words y.</summary>
    public static Ext Dot(ExtVector x, ReadOnlySpan<uint> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length, nameof(y));
        nuint vectorised = VectorPart(x.Length);
        return Dot<Lane16, Sum16>(x, y, 0, vectorised) + Dot<Lane1, Sum1>(x, y, vectorised, (nuint)x.Length);
    }

    /// <summary>
    /// Binds the most significant variable: destination[i] = low[i] + r·(high[i] − low[i]). The destination may be the low half.
    /// </summary>
    public static void Fold(ExtVector low, ExtVector high, Ext r, ExtVector destination)
    {
        nuint vectorised = VectorPart(low.Length);
        Fold<Lane16>(low, high, r, destination, 0, vectorised);
        Fold<Lane1>(low, high, r, destination, vectorised, (nuint)low.Length);
    }

    /// <summary>As <see cref="Fold(ExtVector, ExtVector, Ext, ExtVector)"/> with base-field values.</summary>
    public static void Fold(ReadOnlySpan<uint> low, ReadOnlySpan<uint> high, Ext r, ExtVector destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(high.Length, low.Length, nameof(high));
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, low.Length, nameof(destination));
        nuint vectorised = VectorPart(low.Length);
        Fold<Lane16>(low, high, r, destination, 0, vectorised);
        Fold<Lane1>(low, high, r, destination, vectorised, (nuint)low.Length);
    }

    /// <summary>The sum of two fractions, element by element: p = p0 q1 + p1 q0, q = q0 q1.</summary>
    public static void AddFractions(ExtVector p0, ExtVector p1, ExtVector q0, ExtVector q1, ExtVector p, ExtVector q)
    {
        nuint vectorised = VectorPart(p.Length);
        AddFractions<Lane16>(p0, p1, q0, q1, p, q, 0, vectorised);
        AddFractions<Lane1>(p0, p1, q0, q1, p, q, vectorised, (nuint)p.Length);
    }

    /// <summary>destination[i] += x[i] · y[i].</summary>
    public static void AddProducts(ExtVector destination, ExtVector x, ExtVector y)
    {
        nuint vectorised = VectorPart(destination.Length);
        AddProducts<Lane16>(destination, x, y, 0, vectorised);
        AddProducts<Lane1>(destination, x, y, vectorised, (nuint)destination.Length);
    }

    /// <summary>How many of the elements the 16-lane path takes.</summary>
    public static nuint VectorPart(int length) => Lane16.IsSupported ? (nuint)length & ~15u : 0;

    private static void AddFractions<TLane>(
        ExtVector p0, ExtVector p1, ExtVector q0, ExtVector q1, ExtVector p, ExtVector q, nuint from, nuint to)
        where TLane : struct, ILane<TLane>
    {
        for (nuint i = from; i < to; i += (nuint)TLane.Count)
        {
            ExtLane<TLane> b0 = ExtLane<TLane>.Load(in q0.Reference, (nuint)q0.Stride, i), b1 = ExtLane<TLane>.Load(in q1.Reference, (nuint)q1.Stride, i);
            ExtLane<TLane> a0 = ExtLane<TLane>.Load(in p0.Reference, (nuint)p0.Stride, i), a1 = ExtLane<TLane>.Load(in p1.Reference, (nuint)p1.Stride, i);
            (a0 * b1 + a1 * b0).Store(ref p.Reference, (nuint)p.Stride, i);
            (b0 * b1).Store(ref q.Reference, (nuint)q.Stride, i);
        }
    }

    private static void AddProducts<TLane>(ExtVector destination, ExtVector x, ExtVector y, nuint from, nuint to)
        where TLane : struct, ILane<TLane>
    {
        for (nuint i = from; i < to; i += (nuint)TLane.Count)
        {
            ExtLane<TLane> product = ExtLane<TLane>.Load(in x.Reference, (nuint)x.Stride, i) * ExtLane<TLane>.Load(in y.Reference, (nuint)y.Stride, i);
            (ExtLane<TLane>.Load(in destination.Reference, (nuint)destination.Stride, i) + product)
                .Store(ref destination.Reference, (nuint)destination.Stride, i);
        }
    }

    private static void Scale<TLane>(ExtVector source, Ext factor, ExtVector destination, nuint from, nuint to)
        where TLane : struct, ILane<TLane>
    {
        ref uint x = ref source.Reference, y = ref destination.Reference;
        nuint strideX = (nuint)source.Stride, strideY = (nuint)destination.Stride;
        var f = new ExtFactor<TLane>(factor);
        for (nuint i = from; i < to; i += (nuint)TLane.Count)
        {
            (ExtLane<TLane>.Load(in x, strideX, i) * f).Store(ref y, strideY, i);
        }
    }

    private static void Split<TLane>(ExtVector low, Ext factor, ExtVector high, nuint from, nuint to)
        where TLane : struct, ILane<TLane>
    {
        ref uint x = ref low.Reference, y = ref high.Reference;
        nuint strideX = (nuint)low.Stride, strideY = (nuint)high.Stride;
        var f = new ExtFactor<TLane>(factor);
        for (nuint i = from; i < to; i += (nuint)TLane.Count)
        {
            ExtLane<TLane> whole = ExtLane<TLane>.Load(in x, strideX, i), part = whole * f;
            part.Store(ref y, strideY, i);
            (whole - part).Store(ref x, strideX, i);
        }
    }

    private static void AddScaled<TLane>(ExtVector destination, Ext factor, ExtVector source, nuint from, nuint to)
        where TLane : struct, ILane<TLane>
    {
        ref uint x = ref source.Reference, y = ref destination.Reference;
        nuint strideX = (nuint)source.Stride, strideY = (nuint)destination.Stride;
        var f = new ExtFactor<TLane>(factor);
        for (nuint i = from; i < to; i += (nuint)TLane.Count)
        {
            (ExtLane<TLane>.Load(in y, strideY, i) + ExtLane<TLane>.Load(in x, strideX, i) * f).Store(ref y, strideY, i);
        }
    }

    private static Ext Dot<TLane, TSum>(ExtVector x, ExtVector y, nuint from, nuint to)
        where TLane : struct, ILane<TLane>
        where TSum : struct, IProductSum<TSum, TLane>
    {
        ref uint a = ref x.Reference, b = ref y.Reference;
        nuint strideA = (nuint)x.Stride, strideB = (nuint)y.Stride;
        TSum sum = default;
        for (nuint i = from; i < to; i += (nuint)TLane.Count)
        {
            sum.AddProduct(ExtLane<TLane>.Load(in a, strideA, i), ExtLane<TLane>.Load(in b, strideB, i));
        }

        return sum.Total();
    }

    private static Ext Dot<TLane, TSum>(ExtVector x, ReadOnlySpan<uint> y, nuint from, nuint to)
        where TLane : struct, ILane<TLane>
        where TSum : struct, IProductSum<TSum, TLane>
    {
        ref uint a = ref x.Reference;
        ref readonly uint b = ref MemoryMarshal.GetReference(y);
        nuint stride = (nuint)x.Stride;
        TSum sum = default;
        for (nuint i = from; i < to; i += (nuint)TLane.Count)
        {
            sum.AddProduct(ExtLane<TLane>.Load(in a, stride, i), TLane.Load(in b, i));
        }

        return sum.Total();
    }

    private static void Fold<TLane>(ExtVector low, ExtVector high, Ext r, ExtVector destination, nuint from, nuint to)
        where TLane : struct, ILane<TLane>
    {
        ref uint x = ref low.Reference, y = ref high.Reference, z = ref destination.Reference;
        nuint strideX = (nuint)low.Stride, strideY = (nuint)high.Stride, strideZ = (nuint)destination.Stride;
        var f = new ExtFactor<TLane>(r);
        for (nuint i = from; i < to; i += (nuint)TLane.Count)
        {
            ExtLane<TLane> at0 = ExtLane<TLane>.Load(in x, strideX, i);
            (at0 + (ExtLane<TLane>.Load(in y, strideY, i) - at0) * f).Store(ref z, strideZ, i);
        }
    }

    private static void Fold<TLane>(ReadOnlySpan<uint> low, ReadOnlySpan<uint> high, Ext r, ExtVector destination, nuint from, nuint to)
        where TLane : struct, ILane<TLane>
    {
        ref readonly uint x = ref MemoryMarshal.GetReference(low);
        ref readonly uint y = ref MemoryMarshal.GetReference(high);
        ref uint z = ref destination.Reference;
        nuint stride = (nuint)destination.Stride;
        ExtLane<TLane> f = ExtLane<TLane>.Broadcast(r);
        for (nuint i = from; i < to; i += (nuint)TLane.Count)
        {
            TLane at0 = TLane.Load(in x, i);
            ExtLane<TLane> change = f * (TLane.Load(in y, i) - at0);
            new ExtLane<TLane>(change.C0 + at0, change.C1, change.C2, change.C3).Store(ref z, stride, i);
        }
    }
}
