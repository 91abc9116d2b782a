namespace Zkml.Fields.Tests;

/// <summary>The AVX-512 path against the portable definition, word by word, with the extremes among the inputs.</summary>
public sealed class LanesAgree
{
    private const int Length = 64;

    [Fact]
    public void On_base_operations()
    {
        SkipWithoutVectors();
        uint[] x = Samples.Words(Length, 1), y = Samples.Words(Length, 2);
        Assert.Equal(Base<Lane1>(x, y), Base<Lane16>(x, y));
    }

    [Fact]
    public void On_products_in_the_extension()
    {
        SkipWithoutVectors();
        for (int seed = 0; seed < 50; seed++)
        {
            uint[] x = Samples.Words(4 * Length, seed), y = Samples.Words(4 * Length, seed + 100);
            Assert.Equal(Products<Lane1>(x, y), Products<Lane16>(x, y));
        }
    }

    [Fact]
    public void On_products_by_one_factor_which_are_products()
    {
        foreach (Ext factor in (Ext[])[Samples.Element(3), Samples.Largest, Ext.Zero, Ext.One])
        {
            uint[] x = Samples.Words(4 * Length, 5), expected = Factor<Lane1>(x, factor);
            for (int i = 0; i < Length; i++)
            {
                Assert.Equal(At(x, i) * factor, At(expected, i));
            }

            if (Lane16.IsSupported)
            {
                Assert.Equal(expected, Factor<Lane16>(x, factor));
            }
        }
    }

    private static void SkipWithoutVectors() => Assert.SkipUnless(Lane16.IsSupported, "No AVX-512 here: there is one path only.");

    private static Ext At(uint[] planes, int i) => new(
        KoalaBear.FromMontgomery(planes[i]), KoalaBear.FromMontgomery(planes[i + Length]),
        KoalaBear.FromMontgomery(planes[i + 2 * Length]), KoalaBear.FromMontgomery(planes[i + 3 * Length]));

    private static uint[] Base<TLane>(uint[] x, uint[] y)
        where TLane : struct, ILane<TLane>
    {
        var results = new uint[3 * Length];
        for (nuint i = 0; i < Length; i += (nuint)TLane.Count)
        {
            TLane a = TLane.Load(in x[0], i), b = TLane.Load(in y[0], i);
            (a + b).Store(ref results[0], i);
            (a - b).Store(ref results[Length], i);
            (a * b).Store(ref results[2 * Length], i);
        }

        return results;
    }

    private static uint[] Products<TLane>(uint[] x, uint[] y)
        where TLane : struct, ILane<TLane>
    {
        var results = new uint[4 * Length];
        for (nuint i = 0; i < Length; i += (nuint)TLane.Count)
        {
            (ExtLane<TLane>.Load(in x[0], Length, i) * ExtLane<TLane>.Load(in y[0], Length, i)).Store(ref results[0], Length, i);
        }

        return results;
    }

    private static uint[] Factor<TLane>(uint[] x, Ext factor)
        where TLane : struct, ILane<TLane>
    {
        var results = new uint[4 * Length];
        var f = new ExtFactor<TLane>(factor);
        for (nuint i = 0; i < Length; i += (nuint)TLane.Count)
        {
            (ExtLane<TLane>.Load(in x[0], Length, i) * f).Store(ref results[0], Length, i);
        }

        return results;
    }
}
