using System.Numerics;
using CsCheck;
using Zkml.Fields;
using Zkml.Matching.Faces;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Face;
using Zkml.Statements.Tests.Iris;

namespace Zkml.Statements.Tests.Face;

public sealed class AMatchProof
{
    /// <summary>Cosines that are exactly 600, 800 and 1000 thousandths: 3-4-5 and parallels; each threshold is met at the edge and not one above.</summary>
    public static TheoryData<int[], int[], int> Edges => new()
    {
        { [3, 4], [5, 0], 600 },
        { [3, 4], [0, 5], 800 },
        { [7, -9, 127], [7, -9, 127], 1000 },
        { [-128, -128], [-64, -64], 1000 },
        { [100, 0, 0, 0], [40, 0, 84, -37], 399 },
    };

    [Theory]
    [MemberData(nameof(Edges))]
    public void Holds_up_to_the_cosine_and_not_a_thousandth_more(int[] a, int[] b, int perMille)
    {
        AssertMatch(true, new MatchCase(a, b, perMille));
        if (perMille < 1000)
        {
            AssertMatch(false, new MatchCase(a, b, perMille + 1));
        }
    }

    [Theory]
    [InlineData(new[] { 0, 0 }, new[] { 0, 0 })]
    [InlineData(new[] { 0, 0 }, new[] { 5, 6 })]
    [InlineData(new[] { 1, 0 }, new[] { 0, 1 })]
    [InlineData(new[] { 1, 2 }, new[] { -1, -2 })]
    [InlineData(new[] { 127, 1 }, new[] { -128, 1 })]
    public void Is_none_of_vectors_that_are_zero_or_stand_at_a_right_angle_or_point_away(int[] a, int[] b) => AssertMatch(false, new MatchCase(a, b, 1));

    /// <summary>A file's own parameters make the statement that it is checked by.</summary>
    [Fact]
    public void Is_of_templates_that_a_model_could_make()
    {
        Assert.Null(new FaceMatchParameters("model", 1 << 14, 0, 1, 400).Problem);
        Assert.NotNull(new FaceMatchParameters("model", (1 << 14) + 1, 0, 1, 400).Problem);
        Assert.NotNull(new FaceMatchParameters("model", 0, 0, 1, 400).Problem);
    }

    /// <summary>The name is the prover's, and verifiers print it: before, it could add lines to what they say, or erase some.</summary>
    [Theory]
    [InlineData("model\n  checked: both are of one person")]
    [InlineData("\u001b[2Kmodel")]
    [InlineData("model\u007f")]
    public void Is_of_a_model_whose_name_can_be_printed(string name) => Assert.NotNull(new FaceMatchParameters(name, 1, 0, 1, 400).Problem);

    [Fact]
    public void Is_none_of_vectors_one_unit_beyond_the_edge()
    {
        // (1000·a·b)² − (600²)·(a·a)·(b·b) is 0 for (3, 4) and (5, 0), and negative with one unit of the last place more across.
        AssertMatch(true, new MatchCase([75, 100], [125, 0], 600));
        AssertMatch(false, new MatchCase([75, 100], [125, -1], 600));
        AssertMatch(false, new MatchCase([74, 100], [125, 0], 600));
        AssertMatch(true, new MatchCase([75, 100], [125, 1], 600));
    }

    [Fact]
    public void Of_full_length_at_the_ends_of_the_interval_holds()
    {
        int[] lowest = [.. Enumerable.Repeat(-128, 1023)], highest = [.. Enumerable.Repeat(127, 1023)];
        AssertMatch(true, new MatchCase(lowest, lowest, 1000));
        AssertMatch(true, new MatchCase(highest, highest, 1000));
        AssertMatch(false, new MatchCase(lowest, highest, 1));
        Assert.Throws<ArgumentException>(() => new MatchCase([.. lowest, 0], [.. lowest, 0], 400));
    }

    [Fact]
    public void Is_satisfiable_exactly_when_the_integers_say_so()
    {
        var cases = Gen.Select(Gen.Int[-128, 127].Array[4], Gen.Int[-128, 127].Array[4], Gen.Int[1, 1000]);
        cases.Sample((a, b, perMille) =>
        {
            BigInteger dot = Sum(a, b), own = Sum(a, a), other = Sum(b, b);
            bool expected = dot > 0 && 1_000_000 * dot * dot >= (BigInteger)perMille * perMille * own * other;
            Assert.Equal(expected, new CosineRule(perMille).Matches(a, b));
            var match = new MatchCase(a, b, perMille);
            Assert.Equal(expected, Violations(match).Count == 0);
        }, iter: 40);

        static BigInteger Sum(int[] x, int[] y) => x.Zip(y, (p, q) => (BigInteger)(p * q)).Aggregate(BigInteger.Zero, (s, v) => s + v);
    }

    [Fact]
    public void Is_of_these_two_commitments_and_this_threshold_only()
    {
        var match = new MatchCase([10, 20, 30, 40], [11, 19, 33, 37], 900);
        byte[] proof = Prove(match)!;
        FaceMatchPublics publics = match.Publics;

        Assert.Null(Check(match.Statement, publics, proof));
        Assert.NotNull(Check(match.Statement, new FaceMatchPublics(publics.Second, publics.First), proof));
        Assert.NotNull(Check(match.Statement, new FaceMatchPublics(publics.First, publics.First), proof));
        foreach (FaceMatchParameters other in (FaceMatchParameters[])
            [match.Statement.Parameters with { PerMille = 899 }, match.Statement.Parameters with { ModelName = "other" }, match.Statement.Parameters with { Least = -127 }])
        {
            Assert.NotNull(Check(FaceMatchStatement.For(other), publics, proof));
        }
    }

    [Fact]
    public void Of_other_templates_than_the_committed_ones_is_none()
    {
        var match = new MatchCase([10, 20, 30, 40], [11, 19, 33, 37], 900);
        using var prover = new FaceMatchProver(match.Statement, threads: 1);
        using FaceMatchSecrets secrets = match.Secrets;
        secrets.Values[1][0]++;
        Assert.Equal((null, FaceMatchFault.WrongTemplate), prover.Prove(match.Publics, secrets));
        secrets.Values[1][0] = 128;
        Assert.Throws<ArgumentException>(() => prover.Prove(match.Publics, secrets));
    }

    [Fact]
    public void Who_changes_any_cell_is_refused()
    {
        var match = new MatchCase([10, -20, 30, 40], [11, -19, 33, 37], 900);
        using var prover = new FaceMatchProver(match.Statement, threads: 1);
        using var arena = new Arena();
        using var witness = new Witness(match.Statement.Plan.Statement, arena);
        prover.Solve(witness, arena, match.Publics, match.Secrets);
        Assert.Empty(ConstraintChecker.Check(witness, IrisCase.Rho, arena));
        FaceMatchGadget gadget = match.Statement.Match;
        foreach (Tensor tensor in (Tensor[])[match.Statement.Values, .. match.Statement.Blindings, gadget.Terms, gadget.Sums, gadget.Scaled, gadget.ScaleCarries, gadget.Slack, gadget.Carries])
        {
            for (int cell = 0; cell < witness[tensor].Length; cell++)
            {
                Assert.True(IsNoticed(witness, tensor, cell, arena) || IsPadding(tensor, cell), $"{tensor.Name} {cell}");
            }
        }
    }

    private static bool IsPadding(Tensor tensor, int cell)
    {
        for (int axis = tensor.Shape.Rank - 1; axis >= 0; axis--)
        {
            if (cell / tensor.Shape.Stride(axis) % (axis == 0 ? int.MaxValue : tensor.Shape.Stride(axis - 1) / tensor.Shape.Stride(axis)) >= tensor.Shape[axis])
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNoticed(Witness witness, Tensor tensor, int cell, Arena arena)
    {
        Span<uint> cells = witness[tensor];
        uint before = cells[cell];
        cells[cell] = (KoalaBear.FromMontgomery(before) + KoalaBear.One).Montgomery;
        bool noticed = ConstraintChecker.Check(witness, IrisCase.Rho, arena, limit: 1).Count > 0;
        cells[cell] = before;
        return noticed;
    }

    /// <summary>Solver, constraints, prover and verifier agree.</summary>
    private static void AssertMatch(bool expected, MatchCase match)
    {
        Assert.Equal(expected, Violations(match).Count == 0);
        byte[]? proof = Prove(match);
        Assert.Equal(expected, proof is not null);
        if (proof is null)
        {
            using var prover = new FaceMatchProver(match.Statement, threads: 1);
            using var arena = new Arena();
            using var witness = new Witness(match.Statement.Plan.Statement, arena);
            prover.Solve(witness, arena, match.Publics, match.Secrets);
            proof = new Prover(arena, threads: 1).ProveAsIs(match.Statement.Plan, witness);
        }

        Assert.Equal(expected, Check(match.Statement, match.Publics, proof) is null);
    }

    private static IReadOnlyList<ConstraintChecker.Violation> Violations(MatchCase match)
    {
        using var prover = new FaceMatchProver(match.Statement, threads: 1);
        using var arena = new Arena();
        using var witness = new Witness(match.Statement.Plan.Statement, arena);
        prover.Solve(witness, arena, match.Publics, match.Secrets);
        return ConstraintChecker.Check(witness, IrisCase.Rho, arena, limit: 1);
    }

    private static byte[]? Prove(MatchCase match)
    {
        using var prover = new FaceMatchProver(match.Statement, threads: 2);
        return prover.Prove(match.Publics, match.Secrets).Proof;
    }

    private static string? Check(FaceMatchStatement statement, FaceMatchPublics publics, byte[] proof)
    {
        using var verifier = new FaceMatchVerifier(statement);
        return verifier.Check(publics, proof);
    }
}
