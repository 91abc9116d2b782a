using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Reduction;

namespace Zkml.Protocol.Interaction;

/// <summary>Steps 2 to 7 of the protocol (review, section 2), from the statement challenge to the masked value μ.</summary>
internal static class InteractionScript
{
    public static InteractionResult Run(
        Session session, Statement statement, ZeroCheckLayout zeroCheck, int variables, IInteractionSide side)
    {
        Ext rho = session.Challenge("rho");
        side.Start(rho);
        FractionalSum.Run(session, statement.Lookups, side.FractionalSum);
        side.ReleaseMemory();
        ZeroCheck.Run(session, zeroCheck, rho, side.ZeroCheck);
        side.ReleaseMemory();
        ContractionSum.Run(session, statement.Contractions, side.Contractions);
        side.ReleaseMemory();
        LinearReduction reduction = LinearReduction.Run(session, statement);
        Affine value = reduction.Value - side.Known(reduction);
        (Ext[] point, Affine claim) = InnerProduct.Run(session, variables, value, side.InnerProduct(reduction));
        Message mask = session.Send(side.MaskProduct(point));
        return new InteractionResult(reduction, point, claim, mask);
    }
}

/// <summary>What is left to check: V~(Point)·W~(Point) = Claim, with Mask = [⟨h, m⟩].</summary>
internal sealed record InteractionResult(LinearReduction Reduction, Ext[] Point, Affine Claim, Message Mask);

/// <summary>The prover's or the verifier's part of the script.</summary>
internal interface IInteractionSide
{
    FractionalSum.IProver? FractionalSum { get; }

    ZeroCheck.IProver? ZeroCheck { get; }

    ContractionSum.IProver? Contractions { get; }

    /// <summary>Called when the statement challenge is drawn.</summary>
    void Start(Ext rho);

    /// <summary>Called behind each sub-protocol: what it took is free for the next, which keeps the largest and not their sum.</summary>
    void ReleaseMemory();

    /// <summary>The verifier's public part of the combined claim.</summary>
    Ext Known(LinearReduction reduction);

    InnerProduct.IProver? InnerProduct(LinearReduction reduction);

    Ext MaskProduct(Ext[] point);
}

/// <summary>Neither side: to count.</summary>
internal sealed class CountingSide : IInteractionSide
{
    public FractionalSum.IProver? FractionalSum => null;

    public ZeroCheck.IProver? ZeroCheck => null;

    public ContractionSum.IProver? Contractions => null;

    public void Start(Ext rho)
    {
    }

    public void ReleaseMemory()
    {
    }

    public Ext Known(LinearReduction reduction) => Ext.Zero;

    public InnerProduct.IProver? InnerProduct(LinearReduction reduction) => null;

    public Ext MaskProduct(Ext[] point) => Ext.Zero;
}
