namespace Zkml.Gadgets.P256;

/// <summary>
/// A modulus M = 2^256 − … as a polynomial M(X) with M(256) = M, limbs in [−128, 127] and leading term X^32.
/// </summary>
public sealed class LimbModulus
{
    private LimbModulus(string name, int[] limbs, UInt256 value)
    {
        Name = name;
        Limbs = limbs;
        Value = value;
        Inverse = InverseModulo320(value);
    }

    /// <summary>X^32 − X^28 + X^24 + X^12 − 1: five terms.</summary>
    public static LimbModulus P { get; } = new("p", Sparse((32, 1), (28, -1), (24, 1), (12, 1), (0, -1)), FieldPrime.Value);

    public static LimbModulus N { get; } = new("n", Balanced(GroupOrder.Value), GroupOrder.Value);

    public string Name { get; }

    /// <summary>33 coefficients, the last one 1.</summary>
    public ReadOnlyMemory<int> Limbs { get; }

    public UInt256 Value { get; }

    /// <summary>1/M mod 2^320.</summary>
    internal Int320 Inverse { get; }

    private static int[] Sparse(params (int Power, int Coefficient)[] terms)
    {
        int[] limbs = new int[EcdsaLayout.Limbs + 1];
        foreach ((int power, int coefficient) in terms)
        {
            limbs[power] = coefficient;
        }

        return limbs;
    }

    private static int[] Balanced(UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[UInt256.Size];
        value.WriteLittleEndian(bytes);
        int[] limbs = new int[EcdsaLayout.Limbs + 1];
        for (int i = 0, carry = 0; i <= EcdsaLayout.Limbs; i++)
        {
            int limb = carry + (i < bytes.Length ? bytes[i] : 0);
            carry = limb >= 128 ? 1 : 0;
            limbs[i] = limb - 256 * carry;
        }

        return limbs;
    }

    /// <summary>Newton: an inverse modulo 2^k becomes one modulo 2^2k.</summary>
    private static Int320 InverseModulo320(UInt256 value)
    {
        Int320 modulus = Int320.FromUnsigned(value), two = Int320.FromInt64(2), inverse = Int320.FromInt64(1);
        for (int bits = 1; bits < 320; bits *= 2)
        {
            inverse = inverse * (two - modulus * inverse);
        }

        return inverse;
    }
}
