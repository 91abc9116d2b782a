using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;
using Zkml.Protocol.Matrices;
using Zkml.Protocol.Reduction;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol;

/// <summary>
/// Checks proofs. Everything but the values in the proof is recomputed from the statement: parameters, lengths, challenges, the functional.
/// Not safe for use by several threads at once.
/// </summary>
public sealed class Verifier : IDisposable
{
    private readonly Arena _arena = new(4 << 20, holdsSecrets: false);

    /// <summary>Null when the proof is valid, else the check that failed. Never throws on the bytes of a proof.</summary>
    /// <param name="plan">Of the statement.</param>
    /// <param name="publics">The public values that the proof is about.</param>
    /// <param name="proof">From the peer.</param>
    public string? Check(ProtocolPlan plan, PublicValues publics, ReadOnlySpan<byte> proof) =>
        Check(plan, publics, proof, new Transcript(ProofFormat.ProtocolLabel));

    public bool Verify(ProtocolPlan plan, PublicValues publics, ReadOnlySpan<byte> proof) => Check(plan, publics, proof) is null;

    public void Dispose() => _arena.Dispose();

    internal string? Check(ProtocolPlan plan, PublicValues publics, ReadOnlySpan<byte> proof, ITranscript transcript)
    {
        Arena.Mark mark = _arena.Position;
        try
        {
            Run(plan, publics, proof, transcript);
            return null;
        }
        catch (ProofRejectedException rejection)
        {
            return rejection.Message;
        }
        finally
        {
            _arena.Release(mark);
        }
    }

    private void Run(ProtocolPlan plan, PublicValues publics, ReadOnlySpan<byte> proof, ITranscript transcript)
    {
        var reader = new ProofReader(proof, transcript);
        byte[] header = ProofFormat.Header(plan);
        Require(reader.Receive("header", header.Length).SequenceEqual(header), "The proof has another version or other parameters than its statement asks for.");
        ProofFormat.AbsorbStatement(transcript, plan, publics);
        ReadOnlySpan<byte> roots = reader.Receive("roots", 2 * ProofFormat.RootLength);

        Ext[] messages = ProofReader.Elements("message", reader.Take(Ext.Size * plan.Pads.Messages));
        var session = new Session(new ReadingExchange(transcript, messages), plan.Pads.Messages);
        var side = new VerifierSide(_arena, publics);
        InteractionResult result = InteractionScript.Run(session, plan.Statement, plan.ZeroCheck, plan.Size.WitnessVariables, side);

        Ext gamma = transcript.Challenge("gamma");
        MatrixParameters a = plan.Parameters.Witness;
        var rows = new RowVerifier(plan.Parameters.Rows, _arena);
        RowVerifier.Message y = rows.ReceiveMaskedRow(a, ref reader);
        Ext functional = result.Reduction.Evaluate(side.Axes, result.Point);
        session.RequireZero(OpeningConstraint.Create(functional, y.Value, result, gamma));

        TestChallenges challenges = TestChallenges.Draw(transcript, plan.Pads, session.Constraints.Count);
        var pads = new PadOpening(plan.Pads, session.Constraints, challenges, _arena);
        pads.SetAnswers(
            reader.ReceiveElements("y_ldt", plan.Parameters.Pads.MessageLength), reader.ReceiveElements("y_dot", plan.Pads.DotLength),
            reader.ReceiveElements("y_quad", plan.Pads.QuadLength));
        Require(pads.SumHolds(), "The linear constraints on the pads do not hold.");

        (Ext[] rowPoint, Ext[] columnPoint) = (result.Point[..^a.LogDataLength], result.Point[^a.LogDataLength..]);
        ((int[], KoalaBear[][]) columnsA, (int[] Indices, KoalaBear[][] Opened) columnsB) = OpenColumns(plan, roots, ref reader);
        pads.CheckColumns(columnsB.Indices, columnsB.Opened);
        OpenedColumns opened = WitnessOpening.Values(plan, columnsA, rowPoint, (gamma, y.Tail), _arena);
        rows.Check(y, columnPoint, opened, ref reader);
        reader.RequireEnd();
    }

    private static ((int[] Indices, KoalaBear[][] Opened) A, (int[] Indices, KoalaBear[][] Opened) B) OpenColumns(
        ProtocolPlan plan, ReadOnlySpan<byte> roots, ref ProofReader reader)
    {
        MatrixParameters a = plan.Parameters.Witness, b = plan.Parameters.Pads;
        int[] columnsA = reader.Transcript.DistinctIndices("columns of A", a.Queries, a.CodeLength);
        int[] columnsB = reader.Transcript.DistinctIndices("columns of B", b.Queries, b.CodeLength);
        ReadOnlySpan<byte> openingA = reader.Receive("opening of A", plan.WitnessColumns.OpeningLength(columnsA));
        Require(
            ColumnCommitment.TryOpen(roots[..ProofFormat.RootLength], plan.WitnessColumns, columnsA, openingA, out KoalaBear[][] openedA),
            "The opened columns of the witness matrix are not those committed.");
        ReadOnlySpan<byte> openingB = reader.Receive("opening of B", plan.PadColumns.OpeningLength(columnsB));
        Require(
            ColumnCommitment.TryOpen(roots[ProofFormat.RootLength..], plan.PadColumns, columnsB, openingB, out KoalaBear[][] openedB),
            "The opened columns of the pad matrix are not those committed.");
        return ((columnsA, openedA), (columnsB, openedB));
    }

    internal static void Require(bool condition, string reason)
    {
        if (!condition)
        {
            throw new ProofRejectedException(reason);
        }
    }

    private sealed class ReadingExchange(ITranscript transcript, Ext[] messages) : IMessageExchange
    {
        public Ext Exchange(Ext value, int index)
        {
            transcript.Absorb("message", messages[index]);
            return messages[index];
        }

        public Ext Challenge(string label) => transcript.Challenge(label);
    }

    private sealed class VerifierSide(Arena arena, PublicValues publics) : IInteractionSide
    {
        public AxisVectors Axes { get; private set; } = null!;

        public FractionalSum.IProver? FractionalSum => null;

        public ZeroCheck.IProver? ZeroCheck => null;

        public ContractionSum.IProver? Contractions => null;

        public void Start(Ext rho) => Axes = new AxisVectors(arena, rho, publics);

        public void ReleaseMemory()
        {
        }

        public Ext Known(LinearReduction reduction) => reduction.Known(Axes);

        public InnerProduct.IProver? InnerProduct(LinearReduction reduction) => null;

        public Ext MaskProduct(Ext[] point) => Ext.Zero;
    }
}
