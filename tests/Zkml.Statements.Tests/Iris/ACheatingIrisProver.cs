using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Models.Iris;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Tests.Iris;

/// <summary>Every rule broken by itself: the solver names it, and who goes on all the same is refused by the verifier.</summary>
public sealed class ACheatingIrisProver
{
    /// <summary>Shares have tests of their own: <see cref="WithShares"/>.</summary>
    public static TheoryData<PersonhoodFault> Faults => [.. Enum.GetValues<PersonhoodFault>().Where(f => f is not (PersonhoodFault.None or PersonhoodFault.WrongShares or PersonhoodFault.Alignment))];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Is_refused_for_every_fault(PersonhoodFault fault)
    {
        using IrisCase iris = Make(fault);
        using var prover = new IrisProver(IrisCase.Statement, threads: 2);
        using var verifier = new IrisVerifier(IrisCase.Statement);
        using var arena = new Arena();
        using IrisSecrets secrets = iris.Secrets;

        (byte[]? proof, PersonhoodFault found) = prover.Prove(iris.Publics, secrets);
        Assert.Null(proof);
        Assert.Equal(fault, found);

        var engine = new Prover(arena, threads: 2);
        using var witness = new Witness(IrisCase.Statement.Plan.Statement, arena);
        prover.Solve(witness, arena, iris.Publics, secrets);
        Assert.NotEmpty(ConstraintChecker.Check(witness, IrisCase.Rho, arena));
        Assert.NotNull(verifier.Check(iris.Publics, engine.ProveAsIs(IrisCase.Statement.Plan, witness)));
    }

    [Theory]
    [InlineData("code", MaskRule.Simple)]
    [InlineData("mask", MaskRule.Simple)]
    [InlineData("mask", MaskRule.OpenIris)]
    public void Who_commits_to_a_template_with_one_flipped_bit_is_refused_by_that_rule_alone(string rule, MaskRule maskRule)
    {
        using var iris = new IrisCase(rule: maskRule);
        IrisStatement statement = maskRule == MaskRule.Simple ? IrisCase.Statement : IrisCase.OpenIrisStatement;
        using var prover = new IrisProver(statement, threads: 1);
        using var verifier = new IrisVerifier(statement);
        using var arena = new Arena();
        var engine = new Prover(arena, threads: 2);
        using var witness = new Witness(statement.Plan.Statement, arena);
        IrisPublics publics = iris.Publics with { QualityFloor = 0 };
        Assert.Equal(PersonhoodFault.None, prover.Solve(witness, arena, publics, iris.Secrets));

        Span<uint> cell = witness[rule == "code" ? statement.Code.Code : statement.Code.Mask.Bits].Slice(1234, 1);
        cell[0] = (KoalaBear.One - KoalaBear.FromMontgomery(cell[0])).Montgomery;
        RecountQuality(witness, statement);
        statement.Hashes.Fill(witness, arena, iris.Secrets);
        publics = publics with { Template = Commitment(witness, arena, statement) };
        statement.Write(witness.Publics, publics);

        IReadOnlyList<ConstraintChecker.Violation> violations = ConstraintChecker.Check(witness, IrisCase.Rho, arena);
        Assert.Equal(rule, Assert.Single(violations).Name);
        Assert.NotNull(verifier.Check(publics, engine.ProveAsIs(statement.Plan, witness)));
    }

    [Fact]
    public void Cannot_hide_a_flipped_bit_in_the_digits_of_its_response()
    {
        using var iris = new IrisCase();
        IrisStatement statement = IrisCase.Statement;
        using var prover = new IrisProver(statement, threads: 1);
        using var arena = new Arena();
        using var witness = new Witness(statement.Plan.Statement, arena);
        prover.Solve(witness, arena, iris.Publics, iris.Secrets);

        // The equation of the bit can be kept by the digits, but the high one then leaves its range by 2^13.
        Span<uint> bit = witness[statement.Code.Code].Slice(77, 1), high = witness[statement.Code.High].Slice(77, 1);
        KoalaBear old = KoalaBear.FromMontgomery(bit[0]), flipped = KoalaBear.One - old;
        bit[0] = flipped.Montgomery;
        high[0] = (KoalaBear.FromMontgomery(high[0]) + (old - flipped) * KoalaBear.FromUInt32(1 << 13)).Montgomery;
        statement.Hashes.Fill(witness, arena, iris.Secrets);
        statement.Write(witness.Publics, iris.Publics with { Template = Commitment(witness, arena, statement) });
        Assert.Equal("high response", Assert.Single(ConstraintChecker.Check(witness, IrisCase.Rho, arena)).Name);
    }

    [Theory]
    [InlineData(MaskRule.Simple)]
    [InlineData(MaskRule.OpenIris)]
    public void Who_changes_one_cell_of_any_array_is_refused(MaskRule rule)
    {
        using var iris = new IrisCase(rule: rule);
        IrisStatement statement = rule == MaskRule.Simple ? IrisCase.Statement : IrisCase.OpenIrisStatement;
        using var prover = new IrisProver(statement, threads: 1);
        using var arena = new Arena();
        using var witness = new Witness(statement.Plan.Statement, arena);
        prover.Solve(witness, arena, iris.Publics, iris.Secrets);
        var random = new Random(5);
        foreach (Tensor tensor in witness.Statement.Tensors.Where(t => !t.Name.StartsWith("multiplicities", StringComparison.Ordinal)))
        {
            int[] index = [.. Enumerable.Range(0, tensor.Shape.Rank).Select(a => random.Next(tensor.Shape[a]))];
            Span<uint> cell = witness[tensor].Slice(tensor.Shape.Cell(index), 1);
            uint before = cell[0];
            cell[0] = (KoalaBear.FromMontgomery(before) + KoalaBear.One).Montgomery;
            Assert.True(ConstraintChecker.Check(witness, IrisCase.Rho, arena, limit: 1).Count > 0, tensor.Name);
            cell[0] = before;
        }
    }

    private static void RecountQuality(Witness witness, IrisStatement statement)
    {
        int valid = statement.Code.Mask.PartsPerBit * witness[statement.Code.Mask.Bits].ToArray().Count(w => w != 0);
        for (int bit = 0; bit < IrisCodeGadget.QualityBits; bit++)
        {
            witness.Set(statement.Code.QualityMargin, bit, (valid >> bit) & 1);
        }
    }

    private static KoalaBear[] Commitment(Witness witness, Arena arena, IrisStatement statement)
    {
        FieldVector values = arena.Field(8);
        ViewEvaluator.Evaluate(statement.Hashes.Commitment, witness, values);
        return [.. values.Span.ToArray().Select(KoalaBear.FromMontgomery)];
    }

    private static IrisCase Make(PersonhoodFault fault)
    {
        IrisCase iris = fault switch
        {
            PersonhoodFault.PresentationAttack => new IrisCase(verdict: AttackVerdict.Attack),
            PersonhoodFault.NotYetEnrolled => new IrisCase(attributes: new DeviceAttributes(new DeviceEpochs(100_001))),
            PersonhoodFault.Revoked => new IrisCase(attributes: new DeviceAttributes(new DeviceEpochs(70_000, 100_000))),
            _ => new IrisCase(),
        };
        IrisPublics publics = iris.Publics;
        iris.Publics = fault switch
        {
            PersonhoodFault.NotRegistered => publics with { RegistryRoot = publics.Template },
            PersonhoodFault.Nonce => publics with { Nonce = IrisCase.Random() },
            PersonhoodFault.Holder => publics with { HolderThumbprint = IrisCase.Random() },
            PersonhoodFault.TooEarly => publics with { NotBefore = IrisCase.Time + 1, NotAfter = IrisCase.Time + 9 },
            PersonhoodFault.TooLate => publics with { NotAfter = IrisCase.Time - 1 },
            PersonhoodFault.Firmware => publics with { MinimumFirmware = new FirmwareVersion(2, 3, 401) },
            PersonhoodFault.Quality => publics with { QualityFloor = 16_384 },
            PersonhoodFault.WrongTemplate => publics with { Template = publics.RegistryRoot },
            _ => publics,
        };
        switch (fault)
        {
            case PersonhoodFault.Manifest:
                iris.Message[SigStructure.DigestAlgorithm] = (byte)DigestAlgorithm.Sha256;
                break;
            case PersonhoodFault.BadSignature:
                iris.Signature = RandomNumberGenerator.GetBytes(64);
                iris.Signature[0] = iris.Signature[32] = 1;
                break;
            case PersonhoodFault.ImageDigest:
                iris.Pixels = IrisCase.Noise(iris.Pixels.Length, 8);
                break;
            case PersonhoodFault.MaskDigest:
                iris.Mask = IrisCase.Ones();
                break;
        }

        return iris;
    }
}
