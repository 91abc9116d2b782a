using Zkml.Fields;

namespace Zkml.Gadgets.P256;

/// <summary>Coefficient · Left · Right.</summary>
public readonly record struct OperandProduct(int Coefficient, Operand Left, Operand Right);

/// <summary>
/// For every index: Σ products + linear + constant = q·M over the integers. Proved on polynomials in X = 256: with d_i the coefficients of
/// Σ A(X)B(X) + C(X) − q(X)M(X) and e_j = d_{2j} + 256·d_{2j+1}, carries U_j satisfy e_j + U_{j−1} − 65536·U_j = 0 for 0 ≤ j ≤ 32,
/// U_{−1} = U_{32} = 0. As e_32 = −q_32 (the top limb of q, since M(X) = X^32 + …), U_31 = q_32 and one cell serves for both.
/// </summary>
public sealed class RelationBatch
{
    private readonly Cell[] _places;

    /// <param name="name">Names the constraint.</param>
    /// <param name="modulus">M.</param>
    /// <param name="places">Whose quotient and carries belong to an index; coefficient 0 where no relation is.</param>
    /// <param name="products">Σ products.</param>
    /// <param name="linear">Everything of degree one.</param>
    /// <param name="constant">The same constant at every index, as limbs of any size.</param>
    public RelationBatch(
        string name, LimbModulus modulus, Cell[] places, OperandProduct[] products, Operand linear, params int[] constant)
    {
        Name = name;
        Modulus = modulus;
        _places = places;
        Products = products;
        Linear = linear;
        Constant = constant;
        if (products.Any(p => p.Left.Count != places.Length || p.Right.Count != places.Length) || linear.Count != places.Length)
        {
            throw new ArgumentException($"'{name}': operands and places have different counts.", nameof(places));
        }

        RequireNoWrap();
    }

    public string Name { get; }

    public LimbModulus Modulus { get; }

    public IReadOnlyList<OperandProduct> Products { get; }

    public Operand Linear { get; }

    public IReadOnlyList<int> Constant { get; }

    public int Count => _places.Length;

    public ReadOnlySpan<Cell> Places => _places;

    /// <summary>
    /// max |e_j + U_{j−1} − 65536·U_j| over everything the range checks allow, with every coefficient bounded like the largest one.
    /// </summary>
    public long CoefficientBound
    {
        get
        {
            ReadOnlySpan<int> m = Modulus.Limbs.Span;
            long quotient = 0;
            for (int i = 0; i < m.Length; i++)
            {
                quotient += Math.Abs(m[i]) * 128L;
            }

            // The top limb of q is a carry; it meets one coefficient of M(X) in each d_i.
            int largest = 0;
            foreach (int limb in m)
            {
                largest = Math.Max(largest, Math.Abs(limb));
            }

            long d = Products.Sum(p => Math.Abs(p.Coefficient) * EcdsaLayout.Limbs * p.Left.LimbBound * p.Right.LimbBound)
                + Linear.LimbBound + Constant.Select(c => Math.Abs((long)c)).DefaultIfEmpty(0).Max()
                + quotient + (long)largest * EcdsaLayout.CarryLimit;
            return 257 * d + 65537L * EcdsaLayout.CarryLimit;
        }
    }

    /// <summary>Below p of KoalaBear in absolute value, zero modulo p means zero (review, F18).</summary>
    private void RequireNoWrap()
    {
        if (CoefficientBound >= KoalaBear.Modulus)
        {
            throw new ArgumentException($"'{Name}': a coefficient may reach {CoefficientBound} and wrap.");
        }
    }
}
