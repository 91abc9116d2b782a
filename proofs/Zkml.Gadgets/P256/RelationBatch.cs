using Zkml.Fields;

namespace Zkml.Gadgets.P256;

/// <summary>Coefficient · Left · Right.</summary>
public readonly record struct OperandProduct(int Coefficient, Operand Left, Operand Right);

/// <summary>
/// For every index: Σ products + linear + constant = q·M over the integers. Proved on polynomials in X = 256: with d_i the coefficients of
/// Σ A(X)B(X) + C(X) − q(X)M(X) and e_j = d_{2j} + 256·d_{2j+1}, carries U_j satisfy e_j + U_{j−1} − 65536·U_j = 0 for 0 ≤ j ≤ 32,
/// U_{−1} = U_{32} = 0. As e_32 = −q_32 (the part of q above 2^256, since M(X) = X^32 + …), U_31 = q_32 and one cell serves for both.
/// </summary>
public sealed class RelationBatch
{
    private const int Limbs = EcdsaLayout.Limbs;
    private readonly Cell[] _places;

    /// <param name="name">Names the constraint.</param>
    /// <param name="modulus">M.</param>
    /// <param name="places">Whose quotient and carries belong to an index; coefficient 0 where no relation is.</param>
    /// <param name="products">Σ products.</param>
    /// <param name="linear">Everything of degree one.</param>
    public RelationBatch(string name, LimbModulus modulus, Cell[] places, OperandProduct[] products, Operand linear)
    {
        Name = name;
        Modulus = modulus;
        _places = places;
        Products = products;
        Linear = linear;
        if (products.Any(p => p.Left.Count != places.Length || p.Right.Count != places.Length) || linear.Count != places.Length)
        {
            throw new ArgumentException($"'{name}': operands and places have different counts.", nameof(places));
        }
    }

    public string Name { get; }

    public LimbModulus Modulus { get; }

    public IReadOnlyList<OperandProduct> Products { get; }

    public Operand Linear { get; }

    /// <summary>The same constant at every index, as limbs.</summary>
    public IReadOnlyList<int> Constant { get; init; } = [];

    public QuotientForm Form { get; init; }

    /// <summary>Where the quotients are, for <see cref="QuotientForm.Column"/>.</summary>
    public Operand? Quotients { get; init; }

    public int Count => _places.Length;

    public ReadOnlySpan<Cell> Places => _places;

    /// <summary>
    /// max |e_j + U_{j−1} − 65536·U_j| over everything the range checks allow; below p of KoalaBear, zero modulo p means zero (review, F18).
    /// </summary>
    public long CoefficientBound
    {
        get
        {
            long[] multiple = MultipleBounds();
            long others = Products.Sum(p => Math.Abs(p.Coefficient) * Limbs * p.Left.LimbBound * p.Right.LimbBound)
                + Linear.LimbBound + Constant.Select(c => Math.Abs((long)c)).DefaultIfEmpty(0).Max();
            return 257 * (others + multiple.Max()) + 65537L * EcdsaLayout.CarryLimit;
        }
    }

    /// <summary>The relation, if it cannot wrap.</summary>
    public RelationBatch RequireNoWrap() => CoefficientBound < KoalaBear.Modulus
        ? this
        : throw new InvalidOperationException($"'{Name}': a coefficient may reach {CoefficientBound} and wrap.");

    /// <summary>Bounds of the coefficients of q(X)·M(X).</summary>
    private long[] MultipleBounds()
    {
        long[] quotient = new long[Limbs + 1];
        switch (Form)
        {
            case QuotientForm.Digits:
                for (int k = 0; k < QuotientDigits.Count; k++)
                {
                    (int limb, int shift) = QuotientDigits.Place(k);
                    quotient[limb] += (long)EcdsaLayout.CarryLimit << shift;
                }

                quotient[Limbs] = EcdsaLayout.CarryLimit;
                break;
            case QuotientForm.OneDigit:
                quotient[0] = EcdsaLayout.CarryLimit;
                break;
            default:
                quotient.AsSpan(0, Limbs).Fill(Quotients!.LimbBound);
                break;
        }

        long[] product = new long[2 * Limbs + 1];
        for (int i = 0; i <= Limbs; i++)
        {
            for (int k = 0; k <= Limbs; k++)
            {
                product[i + k] += quotient[i] * Math.Abs(Modulus.Limbs.Span[k]);
            }
        }

        return product;
    }
}
