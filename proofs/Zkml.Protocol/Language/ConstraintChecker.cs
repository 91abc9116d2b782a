using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>
/// Checks a witness against its statement directly, without a proof: the meaning of the language, used by solvers to fail early and by
/// tests. Reports what is violated, never values.
/// </summary>
public static class ConstraintChecker
{
    /// <param name="Name">The constraint or lookup.</param>
    /// <param name="Cell">The cell of its index set; for contracted axes, with index 0 there.</param>
    public readonly record struct Violation(string Name, int Cell);

    /// <summary>All violated constraints and lookups (at most <paramref name="limit"/>), for the statement challenge <paramref name="rho"/>.</summary>
    public static IReadOnlyList<Violation> Check(Witness witness, Ext rho, Arena arena, int limit = 100)
    {
        var violations = new List<Violation>();
        Arena.Mark mark = arena.Position;
        foreach ((string name, int cell) in MultiplicityCounter.Fill(witness, arena).Take(limit))
        {
            violations.Add(new Violation(name, cell));
        }

        foreach (Constraint constraint in witness.Statement.Constraints)
        {
            ExtVector sum = Values(constraint, witness, rho, arena);
            CollectViolations(constraint, sum, violations, limit);
            arena.Release(mark);
        }

        return violations;
    }

    private static ExtVector Values(Constraint constraint, Witness witness, Ext rho, Arena arena)
    {
        ExtVector sum = arena.Ext(constraint.Shape.PaddedLength);
        ViewEvaluator.Evaluate(constraint.Linear, witness, rho, sum);
        var values = new Dictionary<View, ExtVector>(ReferenceEqualityComparer.Instance);
        foreach (Product product in constraint.Products)
        {
            foreach (View factor in product.Factors.Where(f => !values.ContainsKey(f)))
            {
                values[factor] = arena.Ext(constraint.Shape.PaddedLength);
                ViewEvaluator.Evaluate(factor, witness, rho, values[factor]);
            }

            Ext coefficient = product.Coefficient.Evaluate(rho);
            for (int cell = 0; cell < sum.Length; cell++)
            {
                sum[cell] += product.Factors.Aggregate(coefficient, (p, f) => p * values[f][cell]);
            }
        }

        return sum;
    }

    /// <summary>Adds up the contracted axes, with weights base^i, at index 0 of each; what remains must be zero everywhere.</summary>
    private static void CollectViolations(Constraint constraint, ExtVector sum, List<Violation> violations, int limit)
    {
        Shape shape = constraint.Shape;
        var totals = new SortedDictionary<int, Ext>();
        foreach (int cell in MultiplicityCounter.CellsInside(shape, 0, shape.PaddedLength))
        {
            int rest = cell;
            Ext weight = Ext.One;
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                if (constraint.Weights[axis].Base is { } b)
                {
                    int index = (cell / shape.Stride(axis)) & ((1 << shape.AxisBits(axis)) - 1);
                    rest -= index * shape.Stride(axis);
                    weight *= KoalaBear.FromInt64(b).Pow((ulong)index);
                }
            }

            totals[rest] = totals.GetValueOrDefault(rest) + weight * sum[cell];
        }

        violations.AddRange(totals.Where(t => t.Value != Ext.Zero).Take(limit - violations.Count)
            .Select(t => new Violation(constraint.Name, t.Key)));
    }
}
