using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;
using Zkml.Protocol.Matrices;
using Zkml.Protocol.Reduction;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol;

/// <summary>
/// Everything both sides derive from a statement before any message: numbers of messages, products and constraints (by a run without
/// content), the parameters and their soundness, the lengths of all parts of a proof. Nothing here is ever read from a proof (review, F12).
/// </summary>
public sealed class ProtocolPlan
{
    private ProtocolPlan(Statement statement, Func<StatementSize, ProofParameters> choose)
    {
        Statement = statement;
        ZeroCheck = new ZeroCheckLayout(statement);
        (Session session, int messages) = CountingRun(statement, ZeroCheck);
        Size = StatementMeasure.Measure(statement, messages, session.Products.Count, session.Claims.Count);
        Parameters = choose(Size);
        Soundness = SoundnessCalculator.Evaluate(Size, Parameters);
        Pads = new PadLayout(messages, session.Products, Parameters.Pads);
        ConstraintCount = session.Constraints.Count;
    }

    public Statement Statement { get; }

    public StatementSize Size { get; }

    public ProofParameters Parameters { get; }

    public SoundnessReport Soundness { get; }

    internal ZeroCheckLayout ZeroCheck { get; }

    internal PadLayout Pads { get; }

    /// <summary>Linear constraints that the interaction leaves on the pads.</summary>
    internal int ConstraintCount { get; }

    /// <summary>R, rows of the witness matrix without the mask.</summary>
    internal int WitnessRows => Size.WitnessRows(Parameters.Witness);

    /// <summary>Columns of A as they are committed, the four rows of the mask among them.</summary>
    internal ColumnShape WitnessColumns => new(Parameters.Witness.CodeLength, WitnessRows + Ext.Degree);

    internal ColumnShape PadColumns => new(Parameters.Pads.CodeLength, Ext.Degree * Pads.Rows);

    /// <param name="statement">The statement.</param>
    /// <param name="targetBits">The error sum is at most 2^−targetBits; at least <see cref="ProofParameters.FloorBits"/>.</param>
    public static ProtocolPlan For(Statement statement, int targetBits = ProofParameters.DefaultTargetBits) => new(statement, size =>
    {
        ProofParameters parameters = ProofParameters.For(size, targetBits);
        parameters.Validate(size);
        return parameters;
    });

    /// <summary>Parameters below the soundness floor, small enough for tests by linear algebra. Never for a proof that means something.</summary>
    internal static ProtocolPlan WithoutFloor(Statement statement, ProofParameters parameters) => new(statement, _ => parameters);

    private static (Session Session, int Messages) CountingRun(Statement statement, ZeroCheckLayout zeroCheck)
    {
        var session = new Session(new CountingExchange(), 0);
        int variables = StatementMeasure.Measure(statement, 0, 0, 0).WitnessVariables;
        InteractionResult result = InteractionScript.Run(session, statement, zeroCheck, variables, new CountingSide());
        session.RequireZero(result.Claim);
        return (session, session.MessageCount);
    }
}
