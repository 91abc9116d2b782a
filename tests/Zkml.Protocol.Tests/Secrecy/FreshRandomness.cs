using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Secrecy;

/// <summary>Two proofs of one witness have nothing in common but their header.</summary>
public sealed class FreshRandomness
{
    [Fact]
    public void Two_proofs_of_one_witness_share_no_message_no_column_and_no_salt()
    {
        var toy = new ToyStatement(ToyParts.All, size: 37);
        ProtocolPlan plan = ProtocolPlan.For(toy.Statement);
        using var arena = new Arena(1 << 22);
        using Witness witness = toy.Solve(arena);
        var prover = new Prover(arena, threads: 1);

        (HashSet<string> x, HashSet<string> y) = (Pieces(plan, witness, prover.Prove(plan, witness)), Pieces(plan, witness, prover.Prove(plan, witness)));

        x.IntersectWith(y);
        Assert.Empty(x);
    }

    [Fact]
    public void Within_one_proof_no_message_and_no_salt_occurs_twice()
    {
        var toy = new ToyStatement(ToyParts.All, size: 37);
        ProtocolPlan plan = ProtocolPlan.For(toy.Statement);
        using var arena = new Arena(1 << 22);
        using Witness witness = toy.Solve(arena);
        (ProofParts parts, _) = Cut(plan, witness, new Prover(arena, threads: 1).Prove(plan, witness));

        Assert.Distinct(parts.Messages.Chunk(4).Select(m => string.Join(' ', m)));
        Assert.Distinct([.. parts.SaltsA.Chunk(32).Select(Convert.ToHexString), .. parts.SaltsB.Chunk(32).Select(Convert.ToHexString)]);
    }

    [Fact]
    public void A_system_that_repeats_itself_gives_another_stream_for_another_witness_or_public_value()
    {
        // Two answers of one prover to two public values have different challenges: with the same pads they would show the witness.
        var toy = new ToyStatement(ToyParts.Linear, size: 3);
        using var arena = new Arena(1 << 20);
        using Witness witness = toy.Solve(arena);
        byte[] first = witness.Digest();
        Assert.Equal(first, witness.Digest());
        witness.Publics.Set(toy.Total, [0], 4);
        byte[] second = witness.Digest();
        witness.Set(toy.Statement.Tensors[0], 0, 1);
        Assert.Equal(3, new[] { first, second, witness.Digest() }.Select(Convert.ToHexString).Distinct().Count());
    }

    /// <summary>Everything that is as long as an extension element or longer, with the part it stands in.</summary>
    private static HashSet<string> Pieces(ProtocolPlan plan, Witness witness, byte[] proof)
    {
        (ProofParts parts, RecordingTranscript transcript) = Cut(plan, witness, proof);
        uint[] elements = [.. parts.Messages, .. parts.Row, .. parts.LowDegree, .. parts.Dot, .. parts.Quad];
        return
        [
            .. elements.Chunk(4).Select(e => string.Join(' ', e)),
            .. parts.ColumnsA.Chunk(parts.ColumnsA.Length / transcript.ColumnsA.Length).Select(c => string.Join(' ', c)),
            .. parts.ColumnsB.Chunk(4).Select(e => string.Join(' ', e)),
            .. parts.SaltsA.Chunk(32).Select(Convert.ToHexString), .. parts.SaltsB.Chunk(32).Select(Convert.ToHexString),
        ];
    }

    private static (ProofParts Parts, RecordingTranscript Transcript) Cut(ProtocolPlan plan, Witness witness, byte[] proof)
    {
        var transcript = new RecordingTranscript();
        using var verifier = new Verifier();
        Assert.Null(verifier.Check(plan, witness.Publics, proof, transcript));
        return (new ProofParts(plan, transcript.Absorbed), transcript);
    }
}
