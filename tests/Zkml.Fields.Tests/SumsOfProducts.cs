namespace Zkml.Fields.Tests;

/// <summary>Sums that are reduced at the end only, against element by element arithmetic in E.</summary>
public sealed class SumsOfProducts
{
    private const int Length = 64;

    [Fact]
    public void One_lane_adds_products() => Check<Lane1, Sum1>();

    [Fact]
    public void Sixteen_lanes_add_products()
    {
        Assert.SkipUnless(Lane16.IsSupported, "No AVX-512 here: there is one path only.");
        Check<Lane16, Sum16>();
    }

    [Fact]
    public void Many_of_the_largest_terms_do_not_overflow()
    {
        Assert.SkipUnless(Lane16.IsSupported, "No AVX-512 here: there is one path only.");
        const int times = 100_000;
        var x = ExtLane<Lane16>.Broadcast(Samples.Largest);
        Sum16 extension = default, scaled = default;
        for (int i = 0; i < times; i++)
        {
            extension.AddProduct(x, x);
            scaled.AddProduct(x, x.C0);
        }

        KoalaBear terms = KoalaBear.FromUInt32(times * (uint)Lane16.Count);
        Assert.Equal(Samples.Largest * Samples.Largest * terms, extension.Total());
        Assert.Equal(Samples.Largest * Samples.Largest.C0 * terms, scaled.Total());
    }

    [Fact]
    public void Nothing_added_is_zero()
    {
        Assert.Equal(Ext.Zero, default(Sum1).Total());
        if (Lane16.IsSupported)
        {
            Assert.Equal(Ext.Zero, default(Sum16).Total());
        }
    }

    private static void Check<TLane, TSum>()
        where TLane : struct, ILane<TLane>
        where TSum : struct, IProductSum<TSum, TLane>
    {
        for (int seed = 0; seed < 50; seed++)
        {
            using var arena = new Arena(1 << 16);
            ExtVector x = Samples.Extension(arena, Length, seed), y = Samples.Extension(arena, Length, seed + 100);
            TSum extension = default, scaled = default;
            for (nuint i = 0; i < Length; i += (nuint)TLane.Count)
            {
                ExtLane<TLane> a = ExtLane<TLane>.Load(in x.Reference, (nuint)x.Stride, i);
                ExtLane<TLane> b = ExtLane<TLane>.Load(in y.Reference, (nuint)y.Stride, i);
                extension.AddProduct(a, b);
                scaled.AddProduct(a, b.C0);
            }

            Ext expectedExtension = Ext.Zero, expectedScaled = Ext.Zero;
            for (int i = 0; i < Length; i++)
            {
                expectedExtension += x[i] * y[i];
                expectedScaled += x[i] * y[i].C0;
            }

            Assert.Equal(expectedExtension, extension.Total());
            Assert.Equal(expectedScaled, scaled.Total());
        }
    }
}
