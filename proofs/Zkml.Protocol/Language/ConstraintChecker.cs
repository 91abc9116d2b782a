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
            if (violations.Count == limit)
            {
                break;
            }

            IEnumerable<int> cells = UsesChallenge(constraint)
                ? ExtensionConstraintCheck.ViolatedCells(constraint, witness, rho, arena)
                : BaseConstraintCheck.ViolatedCells(constraint, witness, arena);
            violations.AddRange(cells.Take(limit - violations.Count).Select(cell => new Violation(constraint.Name, cell)));
            arena.Release(mark);
        }

        foreach (Contraction contraction in witness.Statement.Contractions.TakeWhile(_ => violations.Count < limit))
        {
            List<int> cells = ContractionCheck.ViolatedCells(contraction, witness, arena);
            violations.AddRange(cells.Take(limit - violations.Count).Select(cell => new Violation(contraction.Name, cell)));
            arena.Release(mark);
        }

        return violations;
    }

    private static bool UsesChallenge(Constraint constraint) => constraint.Linear.UsesChallenge
        || constraint.Products.Any(p => !p.Coefficient.IsConstant || p.Factors.Any(f => f.UsesChallenge));
}
