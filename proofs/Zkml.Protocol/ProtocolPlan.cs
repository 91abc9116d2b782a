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
    private ProtocolPlan(Statement statement, int targetBits)
    {
        Statement = statement;
        ZeroCheck = new ZeroCheckLayout(statement);
        (Session session, int messages) = CountingRun(statement, ZeroCheck);
        Size = new StatementSize
        {
            WitnessCells = statement.Length,
            LargestLookupGroup = LargestGroup(statement.Lookups),
            LookupGroupBits = statement.Lookups.GroupBits,
            LookupDepth = statement.Lookups.Depth,
            ZeroCheckVariables = ZeroCheck.Variables,
            ZeroConstraints = ZeroCheck.Constraints.Length,
            Claims = session.Claims.Count,
            NonNativeLength = RhoDegree(statement),
            Messages = messages,
            PadProducts = session.Products.Count,
        };
        Parameters = ProofParameters.For(Size, targetBits);
        Soundness = Parameters.Validate(Size);
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

    /// <param name="statement">The statement.</param>
    /// <param name="targetBits">The error sum is at most 2^−targetBits; at least <see cref="ProofParameters.FloorBits"/>.</param>
    public static ProtocolPlan For(Statement statement, int targetBits = ProofParameters.DefaultTargetBits) => new(statement, targetBits);

    private static (Session Session, int Messages) CountingRun(Statement statement, ZeroCheckLayout zeroCheck)
    {
        var session = new Session(new CountingExchange(), 0);
        int variables = new StatementSize
        {
            WitnessCells = statement.Length, LargestLookupGroup = 0, LookupGroupBits = 0, LookupDepth = 0, ZeroCheckVariables = 0,
            ZeroConstraints = 0, Claims = 0, Messages = 0, PadProducts = 0,
        }.WitnessVariables;
        InteractionResult result = InteractionScript.Run(session, statement, zeroCheck, variables, new CountingSide());
        session.RequireZero(result.Claim);
        return (session, session.MessageCount);
    }

    private static long LargestGroup(LookupPlan plan) => plan.IsEmpty ? 0 : Enumerable.Range(0, 1 << plan.GroupBits)
        .Max(g => plan.Pieces.Where(p => p.Group == g).Sum(p => 1L << p.Bits) + plan.Copies.Where(c => c.Group == g).Sum(c => (long)c.Table.Rows));

    /// <summary>The degree in ρ of the identities that are checked at it: 0 when ρ does not occur.</summary>
    private static int RhoDegree(Statement statement) => statement.Constraints.Select(RhoDegree).DefaultIfEmpty(0).Max();

    private static int RhoDegree(Constraint constraint) => constraint.Products
        .Select(p => Degree(p.Coefficient) + p.Factors.Sum(Degree)).Append(Degree(constraint.Linear)).Max();

    private static int Degree(View view) => view.Terms
        .Select(t => Degree(t.Coefficient) + t.Maps.Sum(m => m.IsStrided ? 0 : m.Entries().Select(e => Degree(e.Coefficient)).DefaultIfEmpty(0).Max()))
        .DefaultIfEmpty(0).Max();

    private static int Degree(Coefficient coefficient) => Math.Max(0, coefficient.Powers.Length - 1);
}
