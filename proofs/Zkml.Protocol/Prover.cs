using System.Security.Cryptography;
using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;
using Zkml.Protocol.Matrices;
using Zkml.Protocol.Proving;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol;

/// <summary>
/// Makes proofs (review, section 2). Deterministic but for the randomness: with a fixed seed the bytes do not depend on the number of
/// threads or on the instruction set. The arena keeps its memory for the next proof; one proof at a time.
/// </summary>
public sealed class Prover
{
    private readonly Arena _arena;
    private readonly Workers _workers;

    /// <param name="arena">Working memory; everything taken from it is zeroed and given back at the end of a proof.</param>
    /// <param name="threads">Threads to use.</param>
    public Prover(Arena arena, int threads)
    {
        _arena = arena;
        _workers = new Workers(threads);
    }

    /// <summary>
    /// Proves that the witness satisfies the plan's statement. Fills the multiplicities of the witness.
    /// </summary>
    /// <exception cref="UnsatisfiedWitnessException">It does not.</exception>
    public byte[] Prove(ProtocolPlan plan, Witness witness)
    {
        if (witness.Statement != plan.Statement)
        {
            throw new ArgumentException("The witness belongs to another statement.", nameof(witness));
        }

        MultiplicityCounter.Fill(witness, _arena, _workers.Threads);
        using ProofRandomness randomness = Randomness(plan, witness);
        return Prove(plan, witness, randomness, new Transcript(ProofFormat.ProtocolLabel), mustHold: true);
    }

    /// <summary>Goes on with whatever witness and multiplicities there are, as a cheating prover would.</summary>
    internal byte[] ProveAsIs(ProtocolPlan plan, Witness witness)
    {
        using ProofRandomness randomness = Randomness(plan, witness);
        return Prove(plan, witness, randomness);
    }

    internal byte[] Prove(ProtocolPlan plan, Witness witness, ProofRandomness randomness) =>
        Prove(plan, witness, randomness, new Transcript(ProofFormat.ProtocolLabel));

    internal byte[] Prove(ProtocolPlan plan, Witness witness, ProofRandomness randomness, ITranscript transcript, bool mustHold = false)
    {
        Arena.Mark mark = _arena.Position;
        try
        {
            _arena.Reserve(MostBytes(plan));
            return Run(plan, witness, randomness, transcript, mustHold);
        }
        finally
        {
            _arena.Release(mark);
        }
    }

    /// <summary>More than a proof was ever seen to take: encoded rows, and the largest of lookup tree, zero-check and inner product.</summary>
    private static long MostBytes(ProtocolPlan plan)
    {
        const int bytesPerCell = 100, bytesPerLeaf = 2 * Ext.Degree * sizeof(uint);
        long leaves = plan.Statement.Lookups.IsEmpty ? 0 : 1L << plan.Statement.Lookups.Depth;
        return bytesPerCell * (long)plan.Statement.Length + bytesPerLeaf * leaves;
    }

    private static ProofRandomness Randomness(ProtocolPlan plan, Witness witness)
    {
        byte[] digest = witness.Digest();
        var randomness = new ProofRandomness(SHA256.HashData([.. ProofFormat.Header(plan), .. plan.Statement.Digest.Span]), digest);
        CryptographicOperations.ZeroMemory(digest);
        return randomness;
    }

    private byte[] Run(ProtocolPlan plan, Witness witness, ProofRandomness randomness, ITranscript transcript, bool mustHold)
    {
        var writer = new ProofWriter(transcript);
        var matrixA = new WitnessMatrix(witness.Cells, plan.Parameters.Witness, randomness, (_arena, _workers));
        var matrixB = new PadMatrix(plan.Pads, randomness, _arena, _workers);
        writer.Send("header", ProofFormat.Header(plan));
        ProofFormat.AbsorbStatement(transcript, plan, witness.Publics);
        writer.Send("roots", [.. matrixA.Root, .. matrixB.Root]);

        var session = new Session(new PaddingExchange(writer, matrixB.Pads), plan.Pads.Messages);
        var side = new ProverSide(plan, witness, matrixA, _arena, _workers) { Pads = mustHold ? matrixB.Pads : null };
        InteractionResult result = InteractionScript.Run(session, plan.Statement, plan.ZeroCheck, plan.Size.WitnessVariables, side);
        side.RequireZero(session.Constraints);

        Ext gamma = transcript.Challenge("gamma");
        MatrixParameters a = plan.Parameters.Witness;
        ExtVector y = matrixA.Combine(gamma, RowWeights(plan, result.Point), _arena, _workers);
        var rows = new RowProver(plan.Parameters.Rows, writer, (_arena, _workers));
        rows.CommitMaskedRow(Multilinear.Dot(side.ColumnWeights, y.Slice(0, a.DataLength)), y, a.DataLength);
        session.RequireZero(OpeningConstraint.Create(side.FunctionalValue, Ext.Zero, result, gamma));

        AnswerTests(plan, session, matrixB, writer);
        int[] columnsA = transcript.DistinctIndices("columns of A", a.Queries, a.CodeLength);
        int[] columnsB = transcript.DistinctIndices("columns of B", plan.Parameters.Pads.Queries, plan.Parameters.Pads.CodeLength);
        writer.Send("opening of A", matrixA.Open(columnsA));
        writer.Send("opening of B", matrixB.Open(columnsB));
        rows.Open(result.Point[^a.LogDataLength..], columnsA, a.LogCodeLength);
        return writer.ToArray();
    }

    private void AnswerTests(ProtocolPlan plan, Session session, PadMatrix matrix, ProofWriter writer)
    {
        TestChallenges challenges = TestChallenges.Draw(writer.Transcript, plan.Pads, session.Constraints.Count);
        var constraints = new PadConstraints(plan.Pads, session.Constraints, challenges.Constraints, _arena);
        writer.Send("y_ldt", matrix.LowDegreeAnswer(challenges.Rows, _arena));
        (ExtVector dot, ExtVector quad) = matrix.ProductAnswers(constraints, challenges.Triples, _arena, _workers);
        writer.Send("y_dot", dot);
        writer.Send("y_quad", quad);
    }

    /// <summary>a_i = eq(r*_row, i) for the rows there are.</summary>
    private ExtVector RowWeights(ProtocolPlan plan, Ext[] point)
    {
        ExtVector table = _arena.Ext(1 << (point.Length - plan.Parameters.Witness.LogDataLength));
        Multilinear.EqTable(point.AsSpan(0, point.Length - plan.Parameters.Witness.LogDataLength), table);
        return table;
    }
}
