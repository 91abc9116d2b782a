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

    public FractionalSum.IProver? FractionalSum { get; private set; }

    public ZeroCheck.IProver? ZeroCheck { get; private set; }

    /// <summary>eq(r*_col, ·), once the point is known.</summary>
    public ExtVector ColumnWeights { get; private set; }

    /// <summary>V~(r*): the functional folded at the point.</summary>
    public Ext FunctionalValue => _functional[0];

    public void Start(Ext rho)
    {
        _rho = rho;
        FractionalSum = plan.Statement.Lookups.IsEmpty ? null : new FractionalSumProver(plan.Statement.Lookups, witness, arena, workers);
        ZeroCheck = new ZeroCheckProver(plan.ZeroCheck, witness, rho, arena, workers);
    }

    public Ext Known(LinearReduction reduction) => Ext.Zero;

    public InnerProduct.IProver InnerProduct(LinearReduction reduction)
    {
        _functional = FunctionalBuilder.Build(plan.Statement, reduction, new AxisVectors(arena, _rho), arena, workers);
        return new InnerProductProver(_functional, witness.Cells, plan.Size.WitnessVariables, arena, workers);
    }

    public Ext MaskProduct(Ext[] point)
    {
        ColumnWeights = arena.Ext(plan.Parameters.Witness.DataLength);
        Multilinear.EqTable(point.AsSpan(point.Length - plan.Parameters.Witness.LogDataLength), ColumnWeights);
        return matrix.MaskProduct(ColumnWeights);
    }
}
