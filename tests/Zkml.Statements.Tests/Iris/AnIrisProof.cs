using Zkml.Fields;
using Zkml.Models.Iris;
using Zkml.Protocol.Language;
using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Tests.Iris;

public sealed class AnIrisProof
{
    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    public void Of_a_signed_image_is_accepted(int width)
    {
        IrisStatement statement = width == 512 ? IrisCase.Statement : IrisCase.WideStatement;
        using var iris = new IrisCase(width: width);
        using var prover = new IrisProver(statement, threads: 2);
        using var verifier = new IrisVerifier(statement);

        (byte[]? proof, PersonhoodFault fault) = prover.Prove(iris.Publics, iris.Secrets);

        Assert.Equal(PersonhoodFault.None, fault);
        Assert.Null(verifier.Check(iris.Publics, proof));
        Assert.True(statement.Plan.Soundness.Bits >= 100);
    }

    [Theory]
    [InlineData(MaskRule.Simple)]
    [InlineData(MaskRule.OpenIris)]
    public void Of_the_published_image_commits_to_the_published_code_bit_for_bit(MaskRule rule)
    {
        IrisStatement statement = Statement(rule);
        byte[] code = File.ReadAllBytes(SharedData.Require("vectors", "iris", "a_code.u8"));
        byte[] pixels = File.ReadAllBytes(SharedData.Require("vectors", "iris", "a_norm_image.u8"));
        byte[] mask = [.. File.ReadAllBytes(SharedData.Require("vectors", "iris", "a_norm_mask.u8")).Select(b => b == 0 ? (byte)0 : (byte)1)];
        using var iris = new IrisCase(pixels, mask, rule: rule);
        using var prover = new IrisProver(statement, threads: 2);
        using var verifier = new IrisVerifier(statement);
        using var arena = new Arena();
        using var witness = new Witness(statement.Plan.Statement, arena);

        Assert.Equal(PersonhoodFault.None, prover.Solve(witness, arena, iris.Publics, iris.Secrets));
        AssertEqual(code, witness[statement.Code.Code]);
        if (rule == MaskRule.OpenIris)
        {
            AssertEqual(File.ReadAllBytes(SharedData.Require("vectors", "iris", "a_mask_code.u8")), witness[statement.Code.Mask.Bits]);
        }

        (byte[]? proof, PersonhoodFault fault) = prover.Prove(iris.Publics, iris.Secrets);
        Assert.Equal(PersonhoodFault.None, fault);
        Assert.Null(verifier.Check(iris.Publics, proof));
    }

    [Fact]
    public void Has_responses_equal_to_the_published_ones()
    {
        byte[] pixels = File.ReadAllBytes(SharedData.Require("vectors", "iris", "a_norm_image.u8"));
        byte[] dots = File.ReadAllBytes(SharedData.Require("vectors", "iris", "a_dots.i64"));
        int[] responses = IrisCode.Responses(pixels, 512);
        for (int bit = 0; bit < ProbeGrid.Bits; bit++)
        {
            int column = bit % 256, row = bit / 256 % 16, kind = bit / 4096;
            Assert.Equal(BitConverter.ToInt64(dots, 8 * bit), responses[(column * 4 + kind) * 16 + row]);
        }
    }

    [Theory]
    [InlineData(MaskRule.Simple)]
    [InlineData(MaskRule.OpenIris)]
    public void Is_satisfiable_for_extreme_images_and_masks(MaskRule rule)
    {
        IrisStatement statement = Statement(rule);
        Func<int, int, byte>[] images =
        [
            (_, _) => 0, (_, _) => 255, (_, x) => (byte)(x / 14 % 2 * 255), (y, _) => (byte)(y % 2 * 255),
            (_, x) => (byte)(x / 4 % 2 * 255), (y, x) => (byte)((x + y) % 2 * 255),
        ];
        Func<int, int, byte>[] masks =
        [
            (_, _) => 1, (_, _) => 0, (_, x) => (byte)(x % 10 == 0 ? 0 : 1), (y, _) => (byte)(y % 2), (_, x) => (byte)(x / 300), (_, _) => 1,
        ];
        using var arena = new Arena();
        using var prover = new IrisProver(statement, threads: 1);
        for (int i = 0; i < images.Length; i++)
        {
            using var iris = new IrisCase(Draw(images[i]), Draw(masks[i]), rule: rule);
            using var witness = new Witness(statement.Plan.Statement, arena);
            Assert.Equal(PersonhoodFault.None, prover.Solve(witness, arena, iris.Publics, iris.Secrets));
            Assert.Empty(ConstraintChecker.Check(witness, IrisCase.Rho, arena));
        }
    }

    [Fact]
    public void Is_refused_with_any_other_public_value()
    {
        using var iris = new IrisCase();
        using var prover = new IrisProver(IrisCase.Statement, threads: 2);
        using var verifier = new IrisVerifier(IrisCase.Statement);
        IrisPublics publics = iris.Publics;
        byte[] proof = prover.Prove(publics, iris.Secrets).Proof!;

        Assert.Null(verifier.Check(publics, proof));
        Assert.NotNull(verifier.Check(publics with { Nonce = IrisCase.Random() }, proof));
        Assert.NotNull(verifier.Check(publics with { HolderThumbprint = IrisCase.Random() }, proof));
        Assert.NotNull(verifier.Check(publics with { Epoch = publics.Epoch + 1 }, proof));
        Assert.NotNull(verifier.Check(publics with { NotBefore = publics.NotBefore + 1 }, proof));
        Assert.NotNull(verifier.Check(publics with { NotAfter = publics.NotAfter + 1 }, proof));
        Assert.NotNull(verifier.Check(publics with { MinimumFirmware = default }, proof));
        Assert.NotNull(verifier.Check(publics with { QualityFloor = publics.QualityFloor - 1 }, proof));
        Assert.NotNull(verifier.Check(publics with { RegistryRoot = publics.Template }, proof));
        Assert.NotNull(verifier.Check(publics with { Template = publics.RegistryRoot }, proof));
        Assert.Throws<ArgumentException>(() => verifier.Check(publics with { QualityFloor = 16_385 }, proof));
        Assert.Throws<ArgumentException>(() => verifier.Check(publics with { Epoch = uint.MaxValue }, proof));
    }

    private static byte[] Draw(Func<int, int, byte> at) => [.. Enumerable.Range(0, 512 * 128).Select(i => at(i / 512, i % 512))];

    private static IrisStatement Statement(MaskRule rule) => rule == MaskRule.Simple ? IrisCase.Statement : IrisCase.OpenIrisStatement;

    /// <param name="published">In the order (filter, part, row, column).</param>
    /// <param name="proven">In the order (column, filter, part, row).</param>
    private static void AssertEqual(byte[] published, ReadOnlySpan<uint> proven)
    {
        for (int bit = 0; bit < published.Length; bit++)
        {
            int column = bit % 256, row = bit / 256 % 16, kind = bit / 4096;
            Assert.Equal(published[bit] == 0 ? 0 : KoalaBear.One.Montgomery, proven[(column * 4 + kind) * 16 + row]);
        }
    }
}
