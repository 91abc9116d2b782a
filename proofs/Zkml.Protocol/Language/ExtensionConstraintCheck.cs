using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>The direct check of a constraint that uses the statement challenge: values in E.</summary>
internal static class ExtensionConstraintCheck
{
    /// <summary>Where the constraint does not hold; contracted axes are added up at index 0.</summary>
    public static IEnumerable<int> ViolatedCells(Constraint constraint, Witness witness, Ext rho, Arena arena) =>
        Contract(constraint, Values(constraint, witness, rho, arena)).Where(t => t.Value != Ext.Zero).Select(t => t.Key);

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

    private static SortedDictionary<int, Ext> Contract(Constraint constraint, ExtVector sum)
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

        return totals;
    }
}
