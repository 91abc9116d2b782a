using System.Numerics;
using CsCheck;
using Zkml.Gadgets.P256;

namespace Zkml.Gadgets.Tests.P256;

public sealed class PlainArithmetic
{
    private static readonly ulong[] Edges = [0, 1, ulong.MaxValue, ulong.MaxValue - 1, 0xFFFF_FFFF];

    private static readonly Gen<ulong> Word = Gen.OneOf(Gen.ULong, Gen.Int[0, 4].Select(i => Edges[i]));

    private static readonly Gen<UInt256> Integer = Gen.Select(Word, Word, Word, Word, (a, b, c, d) => new UInt256(a, b, c, d));

    [Fact]
    public void Residues_modulo_p_agree_with_big_integers() => Agrees<FieldPrime>();

    [Fact]
    public void Residues_modulo_n_agree_with_big_integers() => Agrees<GroupOrder>();

    [Fact]
    public void A_whole_span_is_inverted_and_zero_stays_zero() =>
        Gen.Select(Integer, Gen.OneOf(Integer, Gen.Const(UInt256.Zero))).Array[1, 20].Sample(pairs =>
        {
            Residue<FieldPrime>[] values = [.. pairs.Select(p => Residue<FieldPrime>.FromInteger(p.Item2))];
            Residue<FieldPrime>[] inverses = [.. values];
            Residue<FieldPrime>.InvertAll(inverses, new Residue<FieldPrime>[values.Length]);
            return values.Zip(inverses).All(p => p.First.IsZero ? p.Second.IsZero : p.First * p.Second == Residue<FieldPrime>.One);
        }, iter: 50);

    [Fact]
    public void Half_gcd_gives_a_short_fraction() =>
        Integer.Where(k => k < GroupOrder.Value && !k.IsZero).Sample(k =>
        {
            HalfGcd half = HalfGcd.Of(k);
            BigInteger n = Big(GroupOrder.Value), sign = half.Negative ? -1 : 1;
            return half.A != 0 && half.B != 0 && (((BigInteger)half.A - sign * (BigInteger)half.B * Big(k)) % n).IsZero;
        });

    [Fact]
    public void Shifts_agree_with_big_integers() =>
        Gen.Select(Integer, Gen.Int[0, 255]).Sample((x, shift) =>
            Big(x << shift) == (Big(x) << shift) % (BigInteger.One << 256) && (long)x.BitLength == Big(x).GetBitLength());

    internal static BigInteger Big(in UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[UInt256.Size];
        value.WriteLittleEndian(bytes);
        return new BigInteger(bytes, isUnsigned: true);
    }

    private static void Agrees<T>()
        where T : struct, IModulus
    {
        BigInteger m = Big(T.Value);
        Gen.Select(Integer, Integer).Sample((x, y) =>
        {
            Residue<T> a = Residue<T>.FromInteger(x), b = Residue<T>.FromInteger(y);
            BigInteger u = Big(x) % m, v = Big(y) % m;
            return Big(a.ToInteger()) == u && Big((a * b).ToInteger()) == u * v % m && Big((a + b).ToInteger()) == (u + v) % m
                && Big((a - b).ToInteger()) == (u - v + m) % m && (u.IsZero || a * a.Inverse() == Residue<T>.One);
        }, iter: 2000);
    }
}
