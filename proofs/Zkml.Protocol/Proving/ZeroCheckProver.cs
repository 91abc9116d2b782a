using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;
using Zkml.Protocol.Reduction;

namespace Zkml.Protocol.Proving;

/// <summary>The prover of <see cref="ZeroCheck"/>.</summary>
internal sealed class ZeroCheckProver(ZeroCheckLayout layout, Witness witness, Ext rho, Arena arena, Workers workers) : ZeroCheck.IProver
{
    private readonly Dictionary<View, FactorArray> _factors = new(ReferenceEqualityComparer.Instance);
    private ConstraintClass[] _classes = [];
    private int _round;

    public void Start(Ext zeta, Ext[] tau)
    {
        var extensionShapes = layout.Views.Where(v => v.UsesChallenge).Select(v => v.Shape).ToHashSet();
        foreach (View view in layout.Views)
        {
            _factors[view] = new FactorArray(view, witness, rho, !extensionShapes.Contains(view.Shape), arena);
        }

        var powers = new Dictionary<Constraint, Ext>(ReferenceEqualityComparer.Instance);
        Ext power = Ext.One;
        foreach (Constraint constraint in layout.Constraints)
        {
            powers[constraint] = power;
            power *= zeta;
        }

        var taken = new HashSet<FactorArray>();
        _classes = [.. layout.Constraints.GroupBy(c => (c.Shape, Weights: string.Join(',', c.Weights.Select(w => w.Base))))
            .Select(group => CreateClass([.. group], powers, tau, taken))];
    }

    public Ext[] Round()
    {
        ConstraintClass[] active = Active();
        foreach (ConstraintClass constraints in active)
        {
            constraints.ComputeRound(arena, workers);
        }

        int[] nodes = [0, .. Enumerable.Range(2, layout.Degree - 1)];
        return [.. nodes.Select(x => active.Aggregate(Ext.Zero, (sum, c) => sum + c.At(x)))];
    }

    public void Bind(Ext challenge)
    {
        foreach (ConstraintClass constraints in Active())
        {
            constraints.Bind(challenge, workers);
        }

        _round++;
    }

    public Ext Value(View view) => _factors[view].Value;

    /// <summary>A smaller class adds nothing before its first variable: what it sums to is zero.</summary>
    private ConstraintClass[] Active() => [.. _classes.Where(c => layout.Variables - c.Variables <= _round)];

    private ConstraintClass CreateClass(Constraint[] constraints, Dictionary<Constraint, Ext> powers, Ext[] tau, HashSet<FactorArray> taken)
    {
        int bits = constraints[0].Shape.Bits;
        ExtVector linear = arena.ZeroedExt(1 << bits);
        var products = new List<(Ext, FactorArray[])>();
        foreach (Constraint constraint in constraints)
        {
            ViewEvaluator.Accumulate(constraint.Linear, witness, rho, powers[constraint], linear);
            products.AddRange(constraint.Products.Select(p =>
                (powers[constraint] * p.Coefficient.Evaluate(rho), p.Factors.Select(f => _factors[f]).ToArray())));
        }

        FactorArray[] own = [.. products.SelectMany(p => p.Item2).Distinct().Where(taken.Add)];
        Ext front = KoalaBear.FromUInt32(2).Inverse().Pow((ulong)(layout.Variables - bits));
        return new ConstraintClass(PointWeights.ForConstraint(constraints[0], tau), front, [.. products], own, linear);
    }
}
