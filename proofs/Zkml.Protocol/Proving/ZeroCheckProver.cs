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
            _factors[view] = new FactorArray(view, witness, !extensionShapes.Contains(view.Shape), arena);
        }

        workers.For(layout.Views.Length, i => _factors[layout.Views[i]].Fill(witness, rho));

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
        var products = new List<(Ext Coefficient, FactorArray[] Factors)>();
        var linear = new List<(Ext Power, View View)>();
        foreach (Constraint constraint in constraints)
        {
            products.AddRange(constraint.Products.Select(p =>
                (powers[constraint] * p.Coefficient.Evaluate(rho), p.Factors.Select(f => _factors[f]).ToArray())));
            if (MultipleOfFactor(constraint) is { } multiple)
            {
                products.Add((powers[constraint] * multiple.Coefficient.Evaluate(rho), [_factors[multiple.Factor]]));
            }
            else if (constraint.Linear.Terms.Count > 0)
            {
                linear.Add((powers[constraint], constraint.Linear));
            }
        }

        FactorArray[] own = [.. products.SelectMany(p => p.Factors).Distinct().Where(taken.Add)];
        Ext front = KoalaBear.FromUInt32(2).Inverse().Pow((ulong)(layout.Variables - bits));
        return new ConstraintClass(
            PointWeights.ForConstraint(constraints[0], tau), front, [.. products], own, linear.Count == 0 ? null : Combine(linear, bits));
    }

    /// <summary>The linear part as a multiple of one of the factors, as in b² − b = 0: it then needs no array of its own.</summary>
    private static (Coefficient Coefficient, View Factor)? MultipleOfFactor(Constraint constraint)
    {
        if (constraint.Linear.Terms is not [{ } term])
        {
            return null;
        }

        View? factor = constraint.Products.SelectMany(p => p.Factors).FirstOrDefault(f =>
            f.Terms is [{ Coefficient.IsOne: true } only] && only.Source == term.Source && ReferenceEquals(only.Maps, term.Maps));
        return factor is null ? null : (term.Coefficient, factor);
    }

    /// <summary>Σ power · view. Views without ρ are written out in F first, which costs a quarter.</summary>
    private ExtVector Combine(List<(Ext Power, View View)> linear, int bits)
    {
        ExtVector sum = arena.ZeroedExt(1 << bits);
        Arena.Mark mark = arena.Position;
        FieldVector[] values = [.. linear.Select(l => l.View.UsesChallenge ? default : arena.Field(1 << bits))];
        workers.For(linear.Count, i =>
        {
            if (!linear[i].View.UsesChallenge)
            {
                ViewEvaluator.Evaluate(linear[i].View, witness, values[i]);
            }
        });
        for (int i = 0; i < linear.Count; i++)
        {
            (Ext power, View view) = linear[i];
            if (view.UsesChallenge)
            {
                ViewEvaluator.Accumulate(view, witness, rho, power, sum);
                continue;
            }

            FieldVector source = values[i];
            workers.ForRanges(1 << bits, 1 << 14, (start, count) =>
                FieldKernels.AddScaled(sum.Slice(start, count), power, source.Span.Slice(start, count)));
        }

        arena.Release(mark);
        return sum;
    }
}
