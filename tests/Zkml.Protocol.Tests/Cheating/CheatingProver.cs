using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;
using Zkml.Protocol.Matrices;
using Zkml.Protocol.Proving;
using Zkml.Protocol.Reduction;
using Zkml.Protocol.Soundness;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Cheating;

/// <summary>The steps of <see cref="Prover"/> once more, with a place to lie at each of them. Without lies it makes the same bytes.</summary>
internal sealed class CheatingProver(ProtocolPlan plan, Witness witness, Arena arena)
{
    /// <summary>Changes the encoded rows of A before they are committed.</summary>
    public Action<FieldVector[]>? CorruptA { get; init; }

    /// <summary>Changes the encoded rows of B (four planes per row) before they are committed.</summary>
    public Action<FieldVector[]>? CorruptB { get; init; }

    /// <summary>Changes the encoded rows (four planes each) of the matrices of rows before they are committed.</summary>
    public Action<FieldVector[]>? CorruptRows { get; init; }

    /// <summary>Changes any part of the proof as it is sent.</summary>
    public Forger? Forge { get; init; }

    /// <summary>What to send in place of the value of a message.</summary>
    public Func<int, Ext, Ext>? Message { get; init; }

    public Action<ExtVector>? Row { get; init; }

    public Action<ExtVector>? LowDegree { get; init; }

    public Action<ExtVector>? Dot { get; set; }

    public Action<ExtVector>? Quad { get; init; }

    /// <summary>Told how far each constraint on the pads and each claim on the witness is from holding.</summary>
    public Action<Ext[], Ext[]>? Diagnose { get; init; }

    /// <summary>Told, before y_dot is sent, what its sum over H must be and is.</summary>
    public Action<Ext, Ext>? SeeSum { get; set; }

    public byte[] Prove(int number, ITranscript? transcript = null)
    {
        transcript ??= new Transcript(ProofFormat.ProtocolLabel);
        using ProofRandomness randomness = Tiny.Randomness(number);
        var (writer, workers) = (new ProofWriter(transcript, Forge), new Workers(1));
        var a = new WitnessMatrix(witness.Cells, plan.Parameters.Witness, randomness, (arena, workers), Committing(CorruptA));
        var b = new PadMatrix(plan.Pads, randomness, arena, workers, Committing(CorruptB));
        writer.Send("header", ProofFormat.Header(plan));
        ProofFormat.AbsorbStatement(transcript, plan, witness.Publics);
        writer.Send("roots", [.. a.Root, .. b.Root]);
        var session = new Session(new Liar(new PaddingExchange(writer, b.Pads), Message), plan.Pads.Messages);
        var side = new ProverSide(plan, witness, a, arena, workers);
        var knowing = new Knowing(side, arena, witness);
        InteractionResult result = InteractionScript.Run(session, plan.Statement, plan.ZeroCheck, plan.Size.WitnessVariables, knowing);

        Ext gamma = transcript.Challenge("gamma");
        int rowVariables = result.Point.Length - plan.Parameters.Witness.LogDataLength;
        ExtVector rows = arena.Ext(1 << rowVariables);
        Multilinear.EqTable(result.Point.AsSpan(0, rowVariables), rows);
        ExtVector y = a.Combine(gamma, rows, arena, workers);
        Row?.Invoke(y);
        var next = new RowProver(plan.Parameters.Rows, writer, (arena, workers), Committing(CorruptRows));
        Ext rowValue = Multilinear.Dot(side.ColumnWeights, y.Slice(0, plan.Parameters.Witness.DataLength));
        next.CommitMaskedRow(rowValue, y, plan.Parameters.Witness.DataLength);
        session.RequireZero(OpeningConstraint.Create(side.FunctionalValue, rowValue, result, gamma));

        Diagnose?.Invoke(
            [.. session.Constraints.Select(c => Value(c, b.Pads))], [.. session.Claims.Select(c => Value(c.Value, b.Pads) - knowing.Expected(c))]);
        TestChallenges challenges = TestChallenges.Draw(transcript, plan.Pads, session.Constraints.Count);
        var constraints = new PadConstraints(plan.Pads, session.Constraints, challenges.Constraints, arena);
        Send(writer, "y_ldt", b.LowDegreeAnswer(challenges.Rows, arena), LowDegree);
        (ExtVector dot, ExtVector quad) = b.ProductAnswers(constraints, challenges.Triples, arena, workers);
        SeeSum?.Invoke(constraints.Value, Sum(dot));
        Send(writer, "y_dot", dot, Dot);
        Send(writer, "y_quad", quad, Quad);

        (MatrixParameters pa, MatrixParameters pb) = (plan.Parameters.Witness, plan.Parameters.Pads);
        int[] columnsA = transcript.DistinctIndices("columns of A", pa.Queries, pa.CodeLength);
        int[] columnsB = transcript.DistinctIndices("columns of B", pb.Queries, pb.CodeLength);
        writer.Send("opening of A", a.Open(columnsA));
        writer.Send("opening of B", b.Open(columnsB));
        next.Open(result.Point[^pa.LogDataLength..], columnsA, pa.LogCodeLength);
        return writer.ToArray();
    }

    private Ext Value(Affine expression, ExtVector cells)
    {
        Ext value = expression.Constant;
        foreach ((int cell, Ext coefficient) in expression.Terms)
        {
            value += coefficient * cells[plan.Pads.Place(cell)];
        }

        return value;
    }

    private Ext Sum(ExtVector dot)
    {
        Ext sum = Ext.Zero;
        for (int i = 0; i < dot.Length; i += plan.Parameters.Pads.DataLength)
        {
            sum += dot[i];
        }

        return sum * KoalaBear.FromUInt32((uint)plan.Parameters.Pads.DataLength);
    }

    private static Committer Committing(Action<FieldVector[]>? corrupt) => (rows, randomness, arena, threads) =>
    {
        corrupt?.Invoke(rows);
        return new ColumnCommitment(rows, randomness, arena, threads);
    };

    private static void Send(ProofWriter writer, string label, ExtVector values, Action<ExtVector>? change)
    {
        change?.Invoke(values);
        writer.Send(label, values);
    }

    /// <summary>A prover that also keeps the verifier's constants, so that it knows what sum the verifier wants.</summary>
    private sealed class Knowing(ProverSide side, Arena arena, Witness witness) : IInteractionSide
    {
        private Ext _rho;

        public FractionalSum.IProver? FractionalSum => side.FractionalSum;

        public ZeroCheck.IProver? ZeroCheck => side.ZeroCheck;

        public ContractionSum.IProver? Contractions => side.Contractions;

        public void Start(Ext rho)
        {
            _rho = rho;
            side.Start(rho);
        }

        public void ReleaseMemory() => side.ReleaseMemory();

        public Ext Known(LinearReduction reduction) => reduction.Known(new AxisVectors(arena, _rho, witness.Publics));

        /// <summary>What the claim's value is for this witness.</summary>
        public Ext Expected(LinearClaim claim)
        {
            var axes = new AxisVectors(arena, _rho, witness.Publics);
            Ext value = claim.Known?.Invoke(axes) ?? Ext.Zero;
            foreach (ClaimPart part in claim.Parts)
            {
                ExtVector values = arena.Ext(part.View.Shape.PaddedLength);
                ViewEvaluator.Evaluate(part.View, witness, _rho, values);
                value += part.Scale * Multilinear.Dot(axes.Weights(part.Weights, 0, part.Weights.Variables.Length), values);
            }

            return value;
        }

        public InnerProduct.IProver InnerProduct(LinearReduction reduction) => side.InnerProduct(reduction);

        public Ext MaskProduct(Ext[] point) => side.MaskProduct(point);
    }

    private sealed class Liar(IMessageExchange inner, Func<int, Ext, Ext>? lie) : IMessageExchange
    {
        public Ext Exchange(Ext value, int index) => inner.Exchange(lie?.Invoke(index, value) ?? value, index);

        public Ext Challenge(string label) => inner.Challenge(label);
    }
}
