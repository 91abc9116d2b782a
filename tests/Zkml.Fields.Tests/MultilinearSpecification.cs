namespace Zkml.Fields.Tests;

public sealed class MultilinearSpecification : IDisposable
{
    private readonly Arena _arena = new(1 << 20);

    public static TheoryData<int> Lengths => [0, 1, 2, 15, 16, 17, 33, 100];

    public void Dispose() => _arena.Dispose();

    [Theory, InlineData(0), InlineData(1), InlineData(3), InlineData(4), InlineData(5), InlineData(9)]
    public void A_product_table_has_the_first_variable_in_the_most_significant_bit(int variables)
    {
        // Even variables have weights that sum to 1, as those of eq do, odd ones do not.
        (Ext W0, Ext W1)[] weights = [.. Enumerable.Range(0, variables).Select(v =>
            (v % 2 == 0 ? Ext.One - Samples.Element(v) : Samples.Element(v + 50), Samples.Element(v)))];
        Ext scale = Samples.Element(77);
        ExtVector table = _arena.Ext(1 << variables);
        Multilinear.ProductTable(weights, scale, table);
        for (int x = 0; x < table.Length; x++)
        {
            Ext expected = scale;
            for (int v = 0; v < variables; v++)
            {
                expected *= ((x >> (variables - 1 - v)) & 1) == 0 ? weights[v].W0 : weights[v].W1;
            }

            Assert.Equal(expected, table[x]);
        }
    }

    [Fact]
    public void Folding_variable_by_variable_evaluates_at_the_point()
    {
        Ext[] point = [.. Enumerable.Range(1, 7).Select(Samples.Element)];
        ExtVector values = Samples.Extension(_arena, 128, 3), table = _arena.Ext(128);
        FieldVector baseValues = Samples.Field(_arena, 128, 4);
        Multilinear.EqTable(point, table);
        Ext expected = Multilinear.Dot(values, table), expectedBase = Multilinear.Dot(table, baseValues.Span);
        ExtVector folded = _arena.Ext(64);
        Multilinear.Fold(baseValues.Span[..64], baseValues.Span[64..], point[0], folded);
        foreach ((Ext r, int half) in point.Select((r, i) => (r, 64 >> i)))
        {
            Multilinear.Fold(values.Slice(0, half), values.Slice(half, half), r, values.Slice(0, half));
            if (half < 64)
            {
                Multilinear.Fold(folded.Slice(0, half), folded.Slice(half, half), r, folded.Slice(0, half));
            }
        }

        Assert.Equal(expected, values[0]);
        Assert.Equal(expectedBase, folded[0]);
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Dot_sums_products(int length)
    {
        ExtVector x = Samples.Extension(_arena, length, 1), y = Samples.Extension(_arena, length, 2);
        FieldVector z = Samples.Field(_arena, length, 3);
        Ext sum = Ext.Zero, baseSum = Ext.Zero;
        for (int i = 0; i < length; i++)
        {
            sum += x[i] * y[i];
            baseSum += x[i] * z[i];
        }

        Assert.Equal(sum, Multilinear.Dot(x, y));
        Assert.Equal(baseSum, Multilinear.Dot(x, z.Span));
    }

    [Theory, MemberData(nameof(Lengths))]
    public void Element_wise_kernels_are_their_formulas_at_every_length(int length)
    {
        ExtVector a = Samples.Extension(_arena, length, 1), b = Samples.Extension(_arena, length, 2);
        ExtVector c = Samples.Extension(_arena, length, 3), d = Samples.Extension(_arena, length, 4);
        FieldVector f = Samples.Field(_arena, length, 5), g = Samples.Field(_arena, length, 6);
        Ext r = Samples.Element(9);
        Check(length, (to, _) => Multilinear.Scale(a, r, to), i => r * a[i]);
        Check(length, (to, _) => Multilinear.Fold(a, b, r, to), i => a[i] + r * (b[i] - a[i]));
        Check(length, (to, _) => Multilinear.Fold(f.Span, g.Span, r, to), i => f[i] + r * (g[i] - f[i]));
        Check(length, (to, _) => Add(a, to, () => Multilinear.AddScaled(to, r, b)), i => a[i] + r * b[i]);
        Check(length, (to, _) => Add(a, to, () => FieldKernels.AddScaled(to, r, f.Span)), i => a[i] + r * f[i]);
        Check(length, (to, _) => Add(a, to, () => Multilinear.AddProducts(to, b, c)), i => a[i] + b[i] * c[i]);
        Check(length, (to, other) => Multilinear.AddFractions(a, b, c, d, to, other), i => a[i] * d[i] + b[i] * c[i]);
        Check(length, (to, other) => Multilinear.AddFractions(a, b, c, d, other, to), i => c[i] * d[i]);
    }

    private static void Add(ExtVector start, ExtVector to, Action kernel)
    {
        start.CopyTo(to);
        kernel();
    }

    private void Check(int length, Action<ExtVector, ExtVector> kernel, Func<int, Ext> formula)
    {
        ExtVector result = _arena.Ext(length), other = _arena.Ext(length);
        kernel(result, other);
        for (int i = 0; i < length; i++)
        {
            Assert.Equal(formula(i), result[i]);
        }
    }
}
