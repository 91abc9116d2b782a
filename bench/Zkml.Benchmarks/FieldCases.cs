using Zkml.Fields;

namespace Zkml.Benchmarks;

/// <summary>Transforms and element-wise kernels; vectors of 1024 so that all planes stay in the first two caches.</summary>
internal static class FieldCases
{
    private const int Length = 1024;
    private static readonly Arena Arena = new();

    public static IEnumerable<Kernel> All() => [.. Transforms(), .. Base(), .. Extension()];

    public static FieldVector RandomField(int length, int seed)
    {
        // Powers of a generator look random enough: a branch on them is mispredicted.
        FieldVector vector = Arena.Field(length);
        KoalaBear value = KoalaBear.Generator.Pow(1000 + (ulong)seed);
        for (int i = 0; i < length; i++, value *= KoalaBear.Generator)
        {
            vector[i] = value;
        }

        return vector;
    }

    public static ExtVector RandomExt(int length, int seed)
    {
        ExtVector vector = Arena.Ext(length);
        for (int c = 0; c < Ext.Degree; c++)
        {
            RandomField(length, 4 * seed + c).Span.CopyTo(vector.Plane(c));
        }

        return vector;
    }

    private static IEnumerable<Kernel> Transforms()
    {
        foreach (int log in (int[])[7, 8, 9, 10, 11, 12, 13, 14, 16, 20])
        {
            Ntt transform = Ntt.For(log);
            FieldVector values = RandomField(1 << log, log);
            yield return new Kernel($"Ntt.Forward 2^{log}", values.Length, () => transform.Forward(values.Span));
            yield return new Kernel($"Ntt.Inverse 2^{log}", values.Length, () => transform.Inverse(values.Span));
        }
    }

    private static IEnumerable<Kernel> Base()
    {
        FieldVector x = RandomField(Length, 1), y = RandomField(Length, 2);
        ExtVector z = RandomExt(Length, 3);
        KoalaBear factor = x[0];
        Ext scale = z[0];
        yield return new Kernel("FieldKernels.AddScaled F+F*F", Length, () => FieldKernels.AddScaled(y.Span, factor, x.Span));
        yield return new Kernel("FieldKernels.AddScaled E+E*F", Length, () => FieldKernels.AddScaled(z, scale, x.Span));
    }

    private static IEnumerable<Kernel> Extension()
    {
        ExtVector x = RandomExt(Length, 5), y = RandomExt(Length, 6), z = RandomExt(Length, 7), table = RandomExt(Length, 8);
        FieldVector low = RandomField(Length, 9), high = RandomField(Length, 10);
        Ext factor = x[0];
        (Ext, Ext)[] weights = [.. Enumerable.Range(0, 10).Select(i => (x[i], y[i]))];
        yield return new Kernel("Multilinear.AddProducts", Length, () => Multilinear.AddProducts(z, x, y));
        yield return new Kernel("Multilinear.Dot E*E", Length, () => Multilinear.Dot(x, y));
        yield return new Kernel("Multilinear.Dot E*F", Length, () => Multilinear.Dot(x, low.Span));
        yield return new Kernel("Multilinear.Scale", Length, () => Multilinear.Scale(x, factor, z));
        yield return new Kernel("Multilinear.AddScaled", Length, () => Multilinear.AddScaled(z, factor, x));
        yield return new Kernel("Multilinear.Fold E", Length, () => Multilinear.Fold(x, y, factor, z));
        yield return new Kernel("Multilinear.Fold F", Length, () => Multilinear.Fold(low.Span, high.Span, factor, z));
        yield return new Kernel("Multilinear.ProductTable", Length, () => Multilinear.ProductTable(weights, factor, table));
        yield return new Kernel("Multilinear.AddFractions", Length, () => Multilinear.AddFractions(x, y, y, x, z, table));
    }
}
