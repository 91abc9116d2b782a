using Zkml.Protocol.Language;

namespace Zkml.Protocol.Reduction;

/// <summary>
/// The constraints with products of a statement, and the distinct views in them. A smaller constraint uses the last variables of the
/// common cube (review, F8).
/// </summary>
internal sealed class ZeroCheckLayout
{
    public ZeroCheckLayout(Statement statement)
    {
        Constraints = [.. statement.Constraints.Where(c => !c.IsLinear)];
        Variables = Constraints.Length == 0 ? 0 : Constraints.Max(c => c.Shape.Bits);
        Degree = Constraints.Length == 0 ? 0 : Constraints.Max(MaxFactors) + 1;
        Views = [.. Constraints.SelectMany(c => c.Products).SelectMany(p => p.Factors).Distinct(ReferenceEqualityComparer.Instance).Cast<View>()];
    }

    public Constraint[] Constraints { get; }

    /// <summary>n: variables of the sum-check.</summary>
    public int Variables { get; }

    /// <summary>Degree of its round polynomials: products of up to three views, times the weight.</summary>
    public int Degree { get; }

    /// <summary>Views that occur in products, each evaluated once.</summary>
    public View[] Views { get; }

    public static int MaxFactors(Constraint constraint) => constraint.Products.Max(p => p.Factors.Length);
}
