using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Reduction;

/// <summary>
/// All claims as one inner product ⟨V, W⟩ = b over the witness vector: claim l is multiplied by ξ^l. Linear constraints join as claims of
/// value zero at one more random point τ'.
/// </summary>
internal sealed class LinearReduction
{
    private readonly Statement _statement;
    private readonly List<(Ext Factor, LinearClaim Claim)> _claims = [];

    private LinearReduction(Statement statement) => _statement = statement;

    /// <summary>b without the parts only the verifier knows.</summary>
    public Affine Value { get; private set; } = Affine.Zero;

    public int ClaimCount => _claims.Count;

    public static LinearReduction Run(Session session, Statement statement)
    {
        Constraint[] linear = [.. statement.Constraints.Where(c => c.IsLinear)];
        Ext[] tau = session.Challenges("linear tau", linear.Length == 0 ? 0 : linear.Max(c => c.Shape.Bits));
        foreach (Constraint constraint in linear)
        {
            session.Claim(new LinearClaim(
                [new ClaimPart(constraint.Linear, Ext.One, PointWeights.ForConstraint(constraint, tau))], Affine.Zero));
        }

        Ext xi = session.Challenge("xi"), power = Ext.One;
        var reduction = new LinearReduction(statement);
        foreach (LinearClaim claim in session.Claims)
        {
            reduction._claims.Add((power, claim));
            reduction.Value += claim.Value * power;
            power *= xi;
        }

        return reduction;
    }

    /// <summary>What the verifier subtracts from b: public constants of the views, and known parts of the claims.</summary>
    public Ext Known(AxisVectors axes)
    {
        Ext known = Ext.Zero;
        foreach ((Ext factor, LinearClaim claim) in _claims)
        {
            Ext sum = claim.Known?.Invoke(axes) ?? Ext.Zero;
            foreach (ClaimPart part in claim.Parts)
            {
                sum += part.Scale * axes.Constants(part.View, part.Weights);
            }

            known += factor * sum;
        }

        return known;
    }

    /// <summary>
    /// V~(r*), from per-axis bilinear forms only: ⟨mapᵀ weights, eq(r*_axis)⟩ multiplied over the axes of each term. A tensor starts anywhere along
    /// its leading axis, whose form takes all coordinates above it.
    /// </summary>
    public Ext Evaluate(AxisVectors axes, Ext[] point)
    {
        var forms = new AxisForms(axes, point);
        Ext total = Ext.Zero;
        foreach ((ClaimPart part, Ext scale, Term term) in Terms())
        {
            int leading = term.SourceShape.LeadingAxis;
            Ext product = scale * term.Coefficient.Evaluate(axes.Rho);
            for (int axis = 0; axis < term.Maps.Length; axis++)
            {
                product *= axis < leading ? axes.Transposed(term.Maps[axis], part.Weights, part.View.Shape, axis)[0]
                    : axis == leading ? forms.Leading(part, term, axis, _statement.Offset(term.Source!))
                    : forms.Inner(part, term, axis);
            }

            total += product;
        }

        return total;
    }

    /// <summary>Every term that reads a tensor, with the factor of its claim and part.</summary>
    public IEnumerable<(ClaimPart Part, Ext Scale, Term Term)> Terms()
    {
        foreach ((Ext factor, LinearClaim claim) in _claims)
        {
            foreach (ClaimPart part in claim.Parts)
            {
                Ext scale = factor * part.Scale;
                foreach (Term term in part.View.Terms)
                {
                    if (term.IsPrivate)
                    {
                        yield return (part, scale, term);
                    }
                }
            }
        }
    }
}
