using System.Runtime.CompilerServices;

namespace Zkml.Gadgets.P256;

/// <summary>
/// A residue modulo M in Montgomery form x·2^256 mod M, canonical. Additions and products take no secret-dependent branch;
/// exponents are public.
/// </summary>
public readonly struct Residue<TModulus> : IEquatable<Residue<TModulus>>
    where TModulus : struct, IModulus
{
    private readonly UInt256 _montgomery;

    private Residue(in UInt256 montgomery) => _montgomery = montgomery;

    public static Residue<TModulus> Zero => default;

    public static Residue<TModulus> One { get; } = FromInteger(UInt256.One);

    public bool IsZero => _montgomery.IsZero;

    /// <summary>value mod M, for any value below 2^256.</summary>
    public static Residue<TModulus> FromInteger(in UInt256 value) => new(Multiply(value, TModulus.RadixSquared));

    public static Residue<TModulus> FromInteger(ulong value) => FromInteger(new UInt256(value, 0, 0, 0));

    /// <summary>The representative in [0, M).</summary>
    public UInt256 ToInteger() => Multiply(_montgomery, UInt256.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Residue<TModulus> operator +(in Residue<TModulus> x, in Residue<TModulus> y)
    {
        UInt256 sum = UInt256.Add(x._montgomery, y._montgomery, out ulong carry);
        return new(SubtractModulusOnce(sum, carry));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Residue<TModulus> operator -(in Residue<TModulus> x, in Residue<TModulus> y)
    {
        UInt256 difference = UInt256.Subtract(x._montgomery, y._montgomery, out ulong borrow);
        return new(UInt256.Add(difference, UInt256.Select(0 - borrow, TModulus.Value, UInt256.Zero), out _));
    }

    public static Residue<TModulus> operator -(in Residue<TModulus> x) => Zero - x;

    public static Residue<TModulus> operator *(in Residue<TModulus> x, in Residue<TModulus> y) => new(Multiply(x._montgomery, y._montgomery));

    public static bool operator ==(in Residue<TModulus> x, in Residue<TModulus> y) => x._montgomery == y._montgomery;

    public static bool operator !=(in Residue<TModulus> x, in Residue<TModulus> y) => !(x == y);

    public Residue<TModulus> Square() => this * this;

    /// <summary>x^exponent with four-bit windows.</summary>
    public Residue<TModulus> Pow(in UInt256 exponent)
    {
        Span<Residue<TModulus>> powers = stackalloc Residue<TModulus>[16];
        powers[0] = One;
        for (int i = 1; i < 16; i++)
        {
            powers[i] = powers[i - 1] * this;
        }

        Residue<TModulus> result = One;
        for (int shift = 252; shift >= 0; shift -= 4)
        {
            result = result.Square().Square().Square().Square() * powers[(int)(exponent.Word(shift >> 6) >> (shift & 63)) & 15];
        }

        return result;
    }

    /// <summary>1/x by Fermat; 0 for 0.</summary>
    public Residue<TModulus> Inverse() => Pow(TModulus.Value - new UInt256(2, 0, 0, 0));

    /// <summary>Replaces every element by its inverse (zero stays zero) with one inversion and three products per element.</summary>
    /// <param name="values">Overwritten.</param>
    /// <param name="scratch">As long as <paramref name="values"/>.</param>
    public static void InvertAll(Span<Residue<TModulus>> values, Span<Residue<TModulus>> scratch)
    {
        Residue<TModulus> product = One;
        for (int i = 0; i < values.Length; i++)
        {
            scratch[i] = product;
            product *= values[i].IsZero ? One : values[i];
        }

        Residue<TModulus> inverse = product.Inverse();
        for (int i = values.Length - 1; i >= 0; i--)
        {
            if (values[i].IsZero)
            {
                continue;
            }

            (values[i], inverse) = (inverse * scratch[i], inverse * values[i]);
        }
    }

    public bool Equals(Residue<TModulus> other) => this == other;

    public override bool Equals(object? obj) => obj is Residue<TModulus> other && this == other;

    public override int GetHashCode() => _montgomery.GetHashCode();

    /// <summary>x·y/2^256 mod M, canonical, when x·y &lt; 2^256·M; operand rows are interleaved with reduction rows.</summary>
    private static UInt256 Multiply(in UInt256 x, in UInt256 y)
    {
        ulong t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0;
        Row(x.W0, y, ref t0, ref t1, ref t2, ref t3, ref t4);
        Row(x.W1, y, ref t0, ref t1, ref t2, ref t3, ref t4);
        Row(x.W2, y, ref t0, ref t1, ref t2, ref t3, ref t4);
        Row(x.W3, y, ref t0, ref t1, ref t2, ref t3, ref t4);
        return SubtractModulusOnce(new UInt256(t0, t1, t2, t3), t4);
    }

    /// <summary>t ← (t + x·y + m·M)/2^64. With t &lt; 2M before, x·y + t + m·M &lt; 2^64·2M, so t &lt; 2M after: t4 is 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(ulong x, in UInt256 y, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ref ulong t4)
    {
        ulong carry = 0;
        t0 = UInt256.MultiplyAddWord(x, y.W0, t0, ref carry);
        t1 = UInt256.MultiplyAddWord(x, y.W1, t1, ref carry);
        t2 = UInt256.MultiplyAddWord(x, y.W2, t2, ref carry);
        t3 = UInt256.MultiplyAddWord(x, y.W3, t3, ref carry);
        ulong above = t4 + carry;
        ulong top = above < carry ? 1UL : 0UL;
        TModulus.ReduceRow(ref t0, ref t1, ref t2, ref t3, ref above);
        t4 = above + top;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static UInt256 SubtractModulusOnce(in UInt256 value, ulong carry)
    {
        UInt256 reduced = UInt256.Subtract(value, TModulus.Value, out ulong borrow);

        // The difference is negative only when it borrows and there was no carry to borrow from.
        return UInt256.Select(0 - (borrow & (carry ^ 1)), value, reduced);
    }
}
