using Zkml.Fields;
using Zkml.Protocol.Proving;

namespace Zkml.Protocol.Tests;

/// <summary>Every round-sum kernel against its formula, at lengths with and without whole vectors.</summary>
public sealed class RoundSums
{
    public static TheoryData<int> Lengths => [1, 5, 15, 16, 17, 64, 75];

    [Theory, MemberData(nameof(Lengths))]
    public void Of_products_in_the_extension(int n)
    {
        using var arena = new Arena(1 << 20);
        ExtVector[] v = [.. Enumerable.Range(0, 9).Select(seed => Extension(arena, n, seed))];
        Ext Pair(int i, int x) => At(v[1][i], v[2][i], x) * At(v[3][i], v[4][i], x);
        SumcheckKernels.Sums pair = SumcheckKernels.Product(v[0], new(v[1], v[2]), new(v[3], v[4]));
        Assert.Equal(Expected(n, (i, x) => v[0][i] * Pair(i, x)), pair);

        SumcheckKernels.Sums triple = SumcheckKernels.Product(v[0], new(v[1], v[2]), new(v[3], v[4]), new(v[5], v[6]));
        Assert.Equal(Expected(n, (i, x) => v[0][i] * Pair(i, x) * At(v[5][i], v[6][i], x)), triple);

        (Ext at0, Ext at2) = SumcheckKernels.TwoProducts(v[0], new(v[1], v[2]), new(v[3], v[4]), new(v[5], v[6]), new(v[7], v[8]));
        SumcheckKernels.Sums two = Expected(n, (i, x) => v[0][i] * (Pair(i, x) + At(v[5][i], v[6][i], x) * At(v[7][i], v[8][i], x)));
        Assert.Equal((two.At0, two.At2), (at0, at2));

        SumcheckKernels.Sums inner = Expected(n, Pair);
        Assert.Equal((inner.At0, inner.At2), SumcheckKernels.Inner(v[1], v[2], v[3], v[4]));
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Of_products_with_base_elements(int n)
    {
        using var arena = new Arena(1 << 20);
        ExtVector w = Extension(arena, n, 1), high = Extension(arena, n, 2);
        FieldVector[] f = [.. Enumerable.Range(0, 6).Select(seed => Base(arena, n, 10 + seed))];
        Ext Factor(int k, int i, int x) => At(f[2 * k][i], f[2 * k + 1][i], x);
        SumcheckKernels.Sums pair = SumcheckKernels.Product(w, new(f[0].Span, f[1].Span), new(f[2].Span, f[3].Span));
        Assert.Equal(Expected(n, (i, x) => w[i] * Factor(0, i, x) * Factor(1, i, x)), pair);

        SumcheckKernels.Sums triple =
            SumcheckKernels.Product(w, new(f[0].Span, f[1].Span), new(f[2].Span, f[3].Span), new(f[4].Span, f[5].Span));
        Assert.Equal(Expected(n, (i, x) => w[i] * Factor(0, i, x) * Factor(1, i, x) * Factor(2, i, x)), triple);

        SumcheckKernels.Sums inner = Expected(n, (i, x) => At(w[i], high[i], x) * Factor(0, i, x));
        Assert.Equal((inner.At0, inner.At2), SumcheckKernels.Inner(w, high, f[0].Span, f[1].Span));
    }

    private static SumcheckKernels.Sums Expected(int n, Func<int, int, Ext> term)
    {
        Ext Sum(int x) => Enumerable.Range(0, n).Aggregate(Ext.Zero, (sum, i) => sum + term(i, x));
        return new SumcheckKernels.Sums(Sum(0), Sum(2), Sum(3));
    }

    private static Ext At(Ext low, Ext high, int x) => low + KoalaBear.FromUInt32((uint)x) * (high - low);

    private static FieldVector Base(Arena arena, int n, int seed)
    {
        var random = new Random(seed);
        FieldVector vector = arena.Field(n);
        for (int i = 0; i < n; i++)
        {
            vector[i] = KoalaBear.FromMontgomery(i % 5 == 0 ? KoalaBear.Modulus - 1 : (uint)random.NextInt64(KoalaBear.Modulus));
        }

        return vector;
    }

    private static ExtVector Extension(Arena arena, int n, int seed)
    {
        ExtVector vector = arena.Ext(n);
        for (int c = 0; c < Ext.Degree; c++)
        {
            Base(arena, n, 4 * seed + c + 100).Span.CopyTo(vector.Plane(c));
        }

        return vector;
    }
}
