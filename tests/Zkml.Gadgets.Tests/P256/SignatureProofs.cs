using Zkml.Gadgets.P256;
using Zkml.Protocol;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.P256;

public sealed class SignatureProofs
{
    [Fact]
    public void A_proof_of_a_signature_is_accepted_for_its_digest_and_key_only()
    {
        using var problem = new EcdsaProblem();
        ProtocolPlan plan = ProtocolPlan.For(problem.Statement);
        EcdsaInput input = Signatures.Fresh();
        Assert.Equal(EcdsaFault.None, problem.Solve(input));
        byte[] proof = new Prover(problem.Arena, threads: 1).Prove(plan, problem.Witness);
        using var verifier = new Verifier();
        Assert.Null(verifier.Check(plan, problem.Witness.Publics, proof));
        Assert.True(plan.Soundness.Bits >= 100);
        Assert.InRange(proof.Length, 100_000, 170_000);

        problem.Write(input with { Digest = input.Digest + UInt256.One });
        Assert.NotNull(verifier.Check(plan, problem.Witness.Publics, proof));
    }

    /// <summary>Every sixth of the valid vectors; all of them, and all invalid ones, go through the constraints in SignatureConstraints.</summary>
    [Fact]
    public void Published_signatures_have_proofs()
    {
        using var problem = new EcdsaProblem();
        ProtocolPlan plan = ProtocolPlan.For(problem.Statement);
        var prover = new Prover(problem.Arena, threads: 2);
        using var verifier = new Verifier();
        Wycheproof.Vector[] sample = [.. Wycheproof.Load().Where(v => v.Valid).Where((_, i) => i % 6 == 0)];
        Assert.NotEmpty(sample);
        foreach (Wycheproof.Vector vector in sample)
        {
            Assert.Equal(EcdsaFault.None, problem.Solve(vector.Input));
            Assert.True(verifier.Verify(plan, problem.Witness.Publics, prover.Prove(plan, problem.Witness)), $"{vector.Id} {vector.Comment}");
        }
    }

    [Fact]
    public void A_proof_of_a_forgery_is_refused()
    {
        using var problem = new EcdsaProblem();
        ProtocolPlan plan = ProtocolPlan.For(problem.Statement);
        EcdsaInput input = Signatures.Fresh(), forged = input with { Digest = input.Digest + UInt256.One };
        EcdsaSolver.Fill(forged, Forger.Choices(forged), problem.Trace);
        problem.Write(forged);
        MultiplicityCounter.Fill(problem.Witness, problem.Arena);
        byte[] proof = new Prover(problem.Arena, threads: 1).ProveAsIs(plan, problem.Witness);
        using var verifier = new Verifier();
        Assert.NotNull(verifier.Check(plan, problem.Witness.Publics, proof));
    }
}
