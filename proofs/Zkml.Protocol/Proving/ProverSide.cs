using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;
using Zkml.Protocol.Matrices;
using Zkml.Protocol.Reduction;

namespace Zkml.Protocol.Proving;

/// <summary>The prover's part of the interaction: creates the provers of the sub-protocols as their turn comes.</summary>
internal sealed class ProverSide(ProtocolPlan plan, Witness witness, WitnessMatrix matrix, Arena arena, Workers workers) : IInteractionSide
{
    private Ext _rho;
    private ExtVector _functional;
    private Arena.Mark _mark;

    public FractionalSum.IProver? FractionalSum { get; private set; }

    public ZeroCheck.IProver? ZeroCheck { get; private set; }

    public ContractionSum.IProver? Contractions { get; private set; }

    /// <summary>When given, a witness that does not satisfy the statement is found before a proof goes out.</summary>
    public ExtVector? Pads { get; init; }

    /// <summary>eq(r*_col, ·), once the point is known.</summary>
    public ExtVector ColumnWeights { get; private set; }

    /// <summary>V~(r*): the functional folded at the point.</summary>
    public Ext FunctionalValue => _functional[0];

    public void Start(Ext rho)
    {
        _rho = rho;
        _mark = arena.Position;
        FractionalSum = plan.Statement.Lookups.IsEmpty ? null : new FractionalSumProver(plan.Statement.Lookups, witness, arena, workers);
        ZeroCheck = new ZeroCheckProver(plan.ZeroCheck, witness, rho, arena, workers);
        Contractions = new ContractionProver(plan.Statement.Contractions, witness, arena);
    }

    public void ReleaseMemory() => arena.Release(_mark);

    public Ext Known(LinearReduction reduction) => Ext.Zero;

    public InnerProduct.IProver InnerProduct(LinearReduction reduction)
    {
        var axes = new AxisVectors(arena, _rho, witness.Publics);
        _functional = FunctionalBuilder.Build(plan.Statement, reduction, axes, arena, workers);
        if (Pads is { } pads && Multilinear.Dot(_functional, witness.Cells.Span) != Open(reduction.Value, pads) - reduction.Known(axes))
        {
            throw new UnsatisfiedWitnessException();
        }

        return new InnerProductProver(_functional, witness.Cells, plan.Size.WitnessVariables, arena, workers);
    }

    /// <summary>False lookups show here: a layer of the tree does not add up to the claim of numerators zero.</summary>
    public void RequireZero(IEnumerable<Affine> constraints)
    {
        if (Pads is { } pads && constraints.Any(c => Open(c, pads) != Ext.Zero))
        {
            throw new UnsatisfiedWitnessException();
        }
    }

    /// <summary>The value that only who knows the pads can compute.</summary>
    private Ext Open(Affine value, ExtVector pads)
    {
        Ext sum = value.Constant;
        foreach ((int cell, Ext coefficient) in value.Terms)
        {
            sum += coefficient * pads[plan.Pads.Place(cell)];
        }

        return sum;
    }

    public Ext MaskProduct(Ext[] point)
    {
        ColumnWeights = arena.Ext(plan.Parameters.Witness.DataLength);
        Multilinear.EqTable(point.AsSpan(point.Length - plan.Parameters.Witness.LogDataLength), ColumnWeights);
        return matrix.MaskProduct(ColumnWeights);
    }
}
