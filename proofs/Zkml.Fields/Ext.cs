namespace Zkml.Fields;

/// <summary>
/// An element c0 + c1 X + c2 X² + c3 X³ of the quartic extension E = F[X]/(X⁴ − 3), |E| ≈ 2^123.96.
/// Irreducible because p = 1 (mod 4) and 3 is not a square. All challenges of the protocol are elements of E.
/// </summary>
public readonly struct Ext : IEquatable<Ext>
{
    /// <summary>Encoded length in bytes.</summary>
    public const int Size = 16;

    public const int Degree = 4;

    public Ext(KoalaBear c0, KoalaBear c1, KoalaBear c2, KoalaBear c3) => (C0, C1, C2, C3) = (c0, c1, c2, c3);

    public KoalaBear C0 { get; }

    public KoalaBear C1 { get; }

    public KoalaBear C2 { get; }

    public KoalaBear C3 { get; }

    public static Ext Zero => default;

    public static Ext One => KoalaBear.One;

    public static implicit operator Ext(KoalaBear value) => new(value, default, default, default);

    public static Ext FromInt64(long value) => KoalaBear.FromInt64(value);

    public static Ext operator +(Ext x, Ext y) => new(x.C0 + y.C0, x.C1 + y.C1, x.C2 + y.C2, x.C3 + y.C3);

    public static Ext operator -(Ext x, Ext y) => new(x.C0 - y.C0, x.C1 - y.C1, x.C2 - y.C2, x.C3 - y.C3);

    public static Ext operator -(Ext x) => Zero - x;

    public static Ext operator *(Ext x, Ext y)
    {
        ExtLane<Lane1> product = ExtLane<Lane1>.Broadcast(x) * ExtLane<Lane1>.Broadcast(y);
        return product.ToExt();
    }

    public static Ext operator *(Ext x, KoalaBear y) => new(x.C0 * y, x.C1 * y, x.C2 * y, x.C3 * y);

    public static Ext operator *(KoalaBear x, Ext y) => y * x;

    public static bool operator ==(Ext x, Ext y) => x.C0 == y.C0 && x.C1 == y.C1 && x.C2 == y.C2 && x.C3 == y.C3;

    public static bool operator !=(Ext x, Ext y) => !(x == y);

    public Ext Pow(ulong exponent)
    {
        Ext result = One, power = this;
        for (; exponent != 0; exponent >>= 1, power *= power)
        {
            if ((exponent & 1) != 0)
            {
                result *= power;
            }
        }

        return result;
    }

    /// <summary>
    /// 1/x through the tower E / F[Y]/(Y² − 3) / F with Y = X²: write x = a + bX with a, b in the quadratic field;
    /// then x⁻¹ = (a − bX)/(a² − Y b²), and the denominator is inverted in the quadratic field the same way.
    /// </summary>
    /// <exception cref="DivideByZeroException">x is zero.</exception>
    public Ext Inverse()
    {
        KoalaBear three = KoalaBear.Generator;

        // a = c0 + c2 Y, b = c1 + c3 Y;  norm = a² − Y b² = n0 + n1 Y.
        KoalaBear n0 = C0 * C0 + three * (C2 * C2 - (C1 * C3 + C1 * C3));
        KoalaBear n1 = C0 * C2 + C0 * C2 - C1 * C1 - three * (C3 * C3);
        KoalaBear inverse = (n0 * n0 - three * (n1 * n1)).Inverse();
        KoalaBear i0 = n0 * inverse, i1 = -(n1 * inverse);
        return new Ext(
            C0 * i0 + three * (C2 * i1),
            -(C1 * i0 + three * (C3 * i1)),
            C0 * i1 + C2 * i0,
            -(C1 * i1 + C3 * i0));
    }

    /// <summary>Decodes 16 bytes, four canonical little-endian base elements; false otherwise.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out Ext element)
    {
        element = default;
        if (source.Length != Size
            || !KoalaBear.TryRead(source[..4], out KoalaBear c0) || !KoalaBear.TryRead(source[4..8], out KoalaBear c1)
            || !KoalaBear.TryRead(source[8..12], out KoalaBear c2) || !KoalaBear.TryRead(source[12..], out KoalaBear c3))
        {
            return false;
        }

        element = new Ext(c0, c1, c2, c3);
        return true;
    }

    public void Write(Span<byte> destination)
    {
        C0.Write(destination);
        C1.Write(destination[4..]);
        C2.Write(destination[8..]);
        C3.Write(destination[12..]);
    }

    public bool Equals(Ext other) => this == other;

    public override bool Equals(object? obj) => obj is Ext other && this == other;

    public override int GetHashCode() => HashCode.Combine(C0, C1, C2, C3);
}
