using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Tests;

/// <summary>Proofs of toy statements that use every part of the language.</summary>
public sealed class WholeProofs
{
    [Theory]
    [InlineData(ToyParts.Linear)]
    [InlineData(ToyParts.Bits)]
    [InlineData(ToyParts.Cubes)]
    [InlineData(ToyParts.Ranges)]
    [InlineData(ToyParts.Memory)]
    [InlineData(ToyParts.Identity)]
    [InlineData(ToyParts.Contractions)]
    [InlineData(ToyParts.All)]
    public void An_honest_proof_is_accepted(ToyParts parts)
    {
        var toy = new ToyStatement(parts, size: 37);
        using var arena = new Arena(1 << 22);
        using Witness witness = toy.Solve(arena);
        Assert.Empty(ConstraintChecker.Check(witness, Ext.FromInt64(12345), arena));
        ProtocolPlan plan = ProtocolPlan.For(toy.Statement);

        byte[] proof = new Prover(arena, threads: 1).Prove(plan, witness);

        using var verifier = new Verifier();
        Assert.Null(verifier.Check(plan, witness.Publics, proof));
        Assert.True(plan.Soundness.Bits >= 100);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(18)]
    public void An_honest_proof_whose_masked_row_is_committed_is_accepted(int logCells)
    {
        var builder = new StatementBuilder("test/long");
        Tensor values = builder.Commit("values", 1 << logCells), total = builder.Public("total", 1);
        builder.AssertZero("sum", values.Map(AxisMap.Sum(1 << logCells)) - total.View);
        ProtocolPlan plan = ProtocolPlan.For(builder.Build());
        using var arena = new Arena(1 << 22);
        using var witness = new Witness(plan.Statement, arena);
        witness.Set(values, [12345], 7);
        witness.Publics.Set(total, [0], 7);

        byte[] proof = new Prover(arena, threads: 2).Prove(plan, witness);

        using var verifier = new Verifier();
        Assert.NotEmpty(plan.Parameters.Rows);
        Assert.Null(verifier.Check(plan, witness.Publics, proof));
        Assert.True(plan.Soundness.Bits >= 100);
        Assert.Equal(Zkml.Protocol.Soundness.ProofSize.Estimate(plan.Size, plan.Parameters).Total, proof.Length, 3000.0);
        for (int i = 0; i < proof.Length; i += proof.Length / 100)
        {
            proof[i] ^= 1;
            Assert.True(verifier.Check(plan, witness.Publics, proof) is not null, $"byte {i} of {proof.Length}");
            proof[i] ^= 1;
        }
    }

    [Fact]
    public void A_wrong_witness_is_refused()
    {
        var toy = new ToyStatement(ToyParts.All, size: 5);
        ProtocolPlan plan = ProtocolPlan.For(toy.Statement);
        using var arena = new Arena(1 << 22);
        using var verifier = new Verifier();
        using Witness honest = toy.Solve(arena);
        foreach (Tensor tensor in toy.Statement.Tensors)
        {
            Span<uint> cell = honest[tensor][..1];
            uint before = cell[0];
            cell[0] = (KoalaBear.FromMontgomery(before) + KoalaBear.One).Montgomery;
            byte[] proof = new Prover(arena, threads: 1).ProveAsIs(plan, honest);
            Assert.True(verifier.Check(plan, honest.Publics, proof) is not null, tensor.Name);
            cell[0] = before;
        }
    }

    /// <summary>A refused proof would show one linear combination of secrets.</summary>
    [Fact]
    public void No_proof_is_given_out_for_a_wrong_witness()
    {
        var toy = new ToyStatement(ToyParts.All, size: 5);
        ProtocolPlan plan = ProtocolPlan.For(toy.Statement);
        using var arena = new Arena(1 << 22);
        using Witness honest = toy.Solve(arena);
        foreach (Tensor tensor in toy.Statement.Tensors.Where(t => !t.Name.StartsWith("multiplicities", StringComparison.Ordinal)))
        {
            Span<uint> cell = honest[tensor][..1];
            uint before = cell[0];
            cell[0] = (KoalaBear.FromMontgomery(before) + KoalaBear.FromUInt32(1000)).Montgomery;
            Assert.Throws<UnsatisfiedWitnessException>(() => new Prover(arena, threads: 1).Prove(plan, honest));
            cell[0] = before;
        }

        Assert.NotEmpty(new Prover(arena, threads: 1).Prove(plan, honest));
        ProtocolPlan other = ProtocolPlan.For(new ToyStatement(ToyParts.All, size: 5).Statement);
        Assert.Throws<ArgumentException>(() => new Prover(arena, threads: 1).Prove(other, honest));
    }
}
