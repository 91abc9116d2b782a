using CsCheck;

namespace Zkml.Fields.Tests;

public sealed class FieldLaws
{
    private static readonly Gen<KoalaBear> Base = Gen.Select(Gen.UInt, Gen.Int[0, 9], (v, edge) => edge switch
    {
        0 => KoalaBear.Zero,
        1 => -KoalaBear.One,
        2 => KoalaBear.FromMontgomery(KoalaBear.Modulus - 1),
        _ => KoalaBear.FromUInt32(v),
    });

    private static readonly Gen<Ext> Extension = Gen.Select(Base, Base, Base, Base, (a, b, c, d) => new Ext(a, b, c, d));

    [Fact]
    public void Base_arithmetic_is_arithmetic_modulo_p() =>
        Gen.Select(Gen.UInt, Gen.UInt).Sample((x, y) =>
        {
            KoalaBear a = KoalaBear.FromUInt32(x), b = KoalaBear.FromUInt32(y);
            const ulong p = KoalaBear.Modulus;
            return (a + b).ToUInt32() == ((ulong)x + y) % p
                && (a - b).ToUInt32() == (x % p + p - y % p) % p
                && (a * b).ToUInt32() == (ulong)x % p * (y % p) % p;
        });

    [Fact]
    public void Extension_multiplication_is_polynomial_multiplication_modulo_X4_minus_3() =>
        Gen.Select(Extension, Extension).Sample((x, y) =>
        {
            KoalaBear[] a = [x.C0, x.C1, x.C2, x.C3], b = [y.C0, y.C1, y.C2, y.C3];
            var c = new KoalaBear[4];
            for (int i = 0; i < 4; i++)
            {
                for (int j = 0; j < 4; j++)
                {
                    c[(i + j) & 3] += a[i] * b[j] * (i + j >= 4 ? KoalaBear.FromUInt32(3) : KoalaBear.One);
                }
            }

            return x * y == new Ext(c[0], c[1], c[2], c[3]);
        });

    [Fact]
    public void Every_nonzero_element_has_an_inverse() =>
        Extension.Where(x => x != Ext.Zero).Sample(x => x * x.Inverse() == Ext.One);

    [Fact]
    public void Signed_integers_embed_up_to_half_the_modulus()
    {
        foreach (int x in (int[])[0, 1, -1, KoalaBear.MaxSigned, -KoalaBear.MaxSigned])
        {
            Assert.Equal(x, KoalaBear.FromInt64(x).ToInt32());
        }

        // 2^30 − 1 and −1 056 964 610 are one residue: the blueprint's bound |x| < 2^30 does not embed (review finding F16).
        Assert.Equal(KoalaBear.FromInt64((1 << 30) - 1), KoalaBear.FromInt64(-1_056_964_610));
    }
}
