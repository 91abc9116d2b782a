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
    private readonly Arena _arena = new(4 << 20);

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
        var format = new ProofFormat(plan);
        Require(proof.Length >= format.Openings, "The proof is too short.");
        Require(proof[..format.Header.Length].SequenceEqual(format.Header), "The proof has another version or other parameters than its statement asks for.");
        ReadOnlySpan<byte> roots = proof.Slice(format.Header.Length, 2 * ProofFormat.RootLength);
        format.Start(transcript, plan, publics, roots);

        Ext[] messages = Read(proof[format.Messages..format.Row], "message");
        var session = new Session(new ReadingExchange(transcript, messages), plan.Pads.Messages);
        var side = new VerifierSide(_arena, publics);
        InteractionResult result = InteractionScript.Run(session, plan.Statement, plan.ZeroCheck, plan.Size.WitnessVariables, side);

        Ext gamma = transcript.Challenge("gamma");
        Ext[] y = Absorb(transcript, "y", proof[format.Row..format.LowDegree]);
        Ext functional = result.Reduction.Evaluate(side.Axes, result.Point);
        var witness = new WitnessOpening(plan, result.Point, _arena);
        session.RequireZero(OpeningConstraint.Create(functional, witness.RowValue(y), result, gamma));

        TestChallenges challenges = TestChallenges.Draw(transcript, plan.Pads, session.Constraints.Count);
        var pads = new PadOpening(plan.Pads, session.Constraints, challenges, _arena);
        pads.SetAnswers(
            Absorb(transcript, "y_ldt", proof[format.LowDegree..format.Dot]), Absorb(transcript, "y_dot", proof[format.Dot..format.Quad]),
            Absorb(transcript, "y_quad", proof[format.Quad..format.Openings]));
        Require(pads.SumHolds(), "The linear constraints on the pads do not hold.");
        CheckColumns(plan, proof[format.Openings..], roots, transcript, (gamma, y, witness), pads);
    }

    private static void CheckColumns(
        ProtocolPlan plan, ReadOnlySpan<byte> openings, ReadOnlySpan<byte> roots, ITranscript transcript,
        (Ext Gamma, Ext[] Y, WitnessOpening Opening) witness, PadOpening pads)
    {
        MatrixParameters a = plan.Parameters.Witness, b = plan.Parameters.Pads;
        int[] columnsA = transcript.DistinctIndices("columns of A", a.Queries, a.CodeLength);
        int[] columnsB = transcript.DistinctIndices("columns of B", b.Queries, b.CodeLength);
        int lengthA = ProofFormat.WitnessOpening(plan, columnsA), lengthB = ProofFormat.PadOpening(plan, columnsB);
        Require(openings.Length == lengthA + lengthB, "The proof has a wrong length.");
        Require(
            ColumnCommitment.TryOpen(
                roots[..ProofFormat.RootLength], (a.CodeLength, plan.WitnessRows + Ext.Degree), columnsA, openings[..lengthA], out KoalaBear[][] openedA),
            "The opened columns of the witness matrix are not those committed.");
        Require(
            ColumnCommitment.TryOpen(
                roots[ProofFormat.RootLength..], (b.CodeLength, Ext.Degree * plan.Pads.Rows), columnsB, openings[lengthA..], out KoalaBear[][] openedB),
            "The opened columns of the pad matrix are not those committed.");
        Require(witness.Opening.Holds(witness.Gamma, witness.Y, columnsA, openedA), "The masked row does not match the witness matrix.");
        pads.CheckColumns(columnsB, openedB);
    }

    private static Ext[] Absorb(ITranscript transcript, string label, ReadOnlySpan<byte> bytes)
    {
        transcript.Absorb(label, bytes);
        return Read(bytes, label);
    }

    private static Ext[] Read(ReadOnlySpan<byte> bytes, string what)
    {
        var values = new Ext[bytes.Length / Ext.Size];
        for (int i = 0; i < values.Length; i++)
        {
            Require(Ext.TryRead(bytes.Slice(i * Ext.Size, Ext.Size), out values[i]), $"A value of '{what}' is not in canonical form.");
        }

        return values;
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
