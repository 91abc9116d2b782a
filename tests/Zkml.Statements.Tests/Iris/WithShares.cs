using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Matching;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Tests.Iris;

/// <summary>The statement that also shows three shares of the template; one proof at full size, attacks against the constraints.</summary>
public sealed class WithShares
{
    private static readonly Lazy<IrisStatement> Made = new(() => IrisStatement.For(new IrisParameters(512, 5, Shared: true)));

    [Fact]
    public void A_proof_shows_that_the_committed_shares_add_up_to_the_template()
    {
        using var iris = new IrisCase(shared: true);
        using var prover = new IrisProver(Made.Value, threads: 2);
        using var verifier = new IrisVerifier(Made.Value);
        (byte[]? proof, PersonhoodFault fault) = prover.Prove(iris.Publics, iris.Secrets);

        Assert.Equal(PersonhoodFault.None, fault);
        Assert.Null(verifier.Check(iris.Publics, proof));
        Assert.True(Made.Value.Plan.Soundness.Bits >= 100);
        IReadOnlyList<KoalaBear[]> shares = iris.Publics.Shares!;
        Assert.NotNull(verifier.Check(iris.Publics with { Shares = [shares[1], shares[0], shares[2]] }, proof));
        Assert.Throws<ArgumentException>(() => verifier.Check(iris.Publics with { Shares = null }, proof));
        Assert.Throws<ArgumentException>(() => verifier.Check(iris.Publics with { Shares = [shares[0], shares[1]] }, proof));
    }

    [Fact]
    public void Commitments_to_other_shares_are_refused_with_their_reason()
    {
        using var iris = new IrisCase(shared: true);
        using var prover = new IrisProver(Made.Value, threads: 2);
        IReadOnlyList<KoalaBear[]> shares = iris.Publics.Shares!;
        Assert.Equal(PersonhoodFault.WrongShares, prover.Prove(iris.Publics with { Shares = [shares[0], shares[2], shares[1]] }, iris.Secrets).Fault);
    }

    [Fact]
    public void Shares_of_another_template_are_refused_whatever_the_prover_writes()
    {
        using var iris = new IrisCase(shared: true);
        using var prover = new IrisProver(Made.Value, threads: 2);
        using var verifier = new IrisVerifier(Made.Value);
        using var arena = new Arena();
        using var witness = new Witness(Made.Value.Plan.Statement, arena);
        iris.Shares!.Shares[1][500] += 2;
        iris.Shares.Shares[2][ShareLayout.Bits + 77] ^= 1;
        IrisPublics publics = iris.Publics with { Shares = iris.Shares.Commitments() };

        Assert.Equal(PersonhoodFault.None, prover.Solve(witness, arena, publics, iris.Secrets));

        Assert.Equal(
            ["shares of signs", "shares of mask"], ConstraintChecker.Check(witness, IrisCase.Rho, arena).Select(v => v.Name).Distinct());
        Assert.NotNull(verifier.Check(publics, new Prover(arena, threads: 2).ProveAsIs(Made.Value.Plan, witness)));
    }

    [Fact]
    public void Every_cell_of_the_shares_counts()
    {
        using var iris = new IrisCase(shared: true);
        using var prover = new IrisProver(Made.Value, threads: 2);
        using var arena = new Arena();
        using var witness = new Witness(Made.Value.Plan.Statement, arena);
        prover.Solve(witness, arena, iris.Publics, iris.Secrets);
        IrisShares shares = Made.Value.Shares!;
        var random = new Random(3);
        foreach (Tensor tensor in (Tensor[])[.. shares.Signs, .. shares.Masks, shares.SignCarry, shares.MaskCarry, .. shares.Blindings])
        {
            foreach (uint change in (uint[])[1, 1 << 16, KoalaBear.Modulus - 1])
            {
                int index = random.Next((int)tensor.Shape.Count);
                uint before = witness[tensor][index];
                witness[tensor][index] = (KoalaBear.FromMontgomery(before) + KoalaBear.FromUInt32(change)).Montgomery;
                Assert.True(ConstraintChecker.Check(witness, IrisCase.Rho, arena, limit: 1).Count > 0, tensor.Name);
                witness[tensor][index] = before;
            }
        }
    }

    [Fact]
    public void A_wrap_of_the_sum_is_noticed_by_the_range_of_the_carry()
    {
        using var iris = new IrisCase(shared: true);
        using var prover = new IrisProver(Made.Value, threads: 2);
        using var arena = new Arena();
        using var witness = new Witness(Made.Value.Plan.Statement, arena);
        prover.Solve(witness, arena, iris.Publics, iris.Secrets);
        IrisShares shares = Made.Value.Shares!;

        // The equation holds modulo p when a share is moved by 2^16 and the carry by one.
        Move(shares.Signs[0], 1 << 16);
        Move(shares.SignCarry, 1);
        Poseidon2HashBatchSolver.Fill(witness, Made.Value.Hashes.Batch, arena);
        Assert.Contains("share 0 of signs", ConstraintChecker.Check(witness, IrisCase.Rho, arena).Select(v => v.Name));

        void Move(Tensor tensor, uint by) =>
            witness[tensor][9] = (KoalaBear.FromMontgomery(witness[tensor][9]) + KoalaBear.FromUInt32(by)).Montgomery;
    }
}
