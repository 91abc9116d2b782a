using Zkml.Captures;
using Zkml.Networks;
using Zkml.Statements.Face;
using Zkml.Statements.Personhood;
using Zkml.Statements.Tests.Iris;

namespace Zkml.Statements.Tests.Face;

public sealed class AFaceProof
{
    [Theory]
    [InlineData(DigestAlgorithm.Poseidon2KoalaBear)]
    [InlineData(DigestAlgorithm.Sha256)]
    public void Of_a_signed_image_is_accepted(DigestAlgorithm digest)
    {
        FaceStatement statement = digest == DigestAlgorithm.Sha256 ? FaceCase.Sha256Statement : FaceCase.Statement;
        using var face = new FaceCase(digest: digest);
        using var prover = new FaceProver(statement, threads: 2);
        using var verifier = new FaceVerifier(statement);

        (byte[]? proof, PersonhoodFault fault) = prover.Prove(face.Publics, face.Secrets);

        Assert.Equal(PersonhoodFault.None, fault);
        Assert.Null(verifier.Check(face.Publics, proof));
        Assert.True(statement.Plan.Soundness.Bits >= 100);
    }

    [Fact]
    public void Is_refused_with_any_other_public_value()
    {
        using var face = new FaceCase();
        using var prover = new FaceProver(FaceCase.Statement, threads: 2);
        using var verifier = new FaceVerifier(FaceCase.Statement);
        FacePublics publics = face.Publics;
        byte[] proof = prover.Prove(publics, face.Secrets).Proof!;

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
        Assert.Throws<ArgumentException>(() => verifier.Check(publics with { QualityFloor = 101 }, proof));
        Assert.Throws<ArgumentException>(() => verifier.Check(publics with { Epoch = uint.MaxValue }, proof));
    }

    [Fact]
    public void Of_one_model_is_none_of_another()
    {
        PixelModel other = FaceCase.Build(seed: 4), renamed = FaceCase.Model with { Id = other.Id }, scaled = FaceCase.Model with { Scale = PixelScale.ImageNet };
        PixelModel changed = other with { Id = FaceCase.Model.Id };
        using var face = new FaceCase();
        using var prover = new FaceProver(FaceCase.Statement, threads: 2);
        byte[] proof = prover.Prove(face.Publics, face.Secrets).Proof!;

        foreach (PixelModel model in (PixelModel[])[other, renamed, scaled, changed])
        {
            FaceStatement statement = FaceStatement.For(FaceParameters.Of(model, 5), model);
            using var verifier = new FaceVerifier(statement);
            Assert.NotEqual(FaceCase.Statement.Plan.Statement.Digest.ToArray(), statement.Plan.Statement.Digest.ToArray());
            Assert.NotNull(verifier.Check(face.Publics, proof));
        }

        Assert.Throws<ArgumentException>(() => FaceStatement.For(FaceParameters.Of(other, 5), FaceCase.Model));
    }

    [Fact]
    public void Is_of_models_that_make_templates_only()
    {
        NetworkTensor input = FaceCase.Model.Network.Input, output = FaceCase.Model.Network.Output;
        Assert.Null(FaceStatement.Problem(FaceCase.Model));
        Assert.NotNull(FaceStatement.Problem(With(input with { Interval = new Interval(-128, 127) })));
        Assert.NotNull(FaceStatement.Problem(With(input with { Shape = new TensorShape(1, 16, 48) })));
        Assert.NotNull(ProblemOf(With(input with { Shape = new TensorShape(3, 16, 8) })));
        Assert.NotNull(ProblemOf(With(input with { Shape = new TensorShape(3, 16, 2048) })));
        Assert.NotNull(FaceStatement.Problem(With(output with { Interval = new Interval(-128, 128) })));
        Assert.NotNull(FaceStatement.Problem(With(output with { Shape = new TensorShape(1024, 1, 1) })));
        var hidden = new HiddenConvolutionLayer("hidden", 0, 0, new Window(1, 1), 1, 1, 1);
        Assert.NotNull(FaceStatement.Problem(FaceCase.Model with { Network = FaceCase.Model.Network with { Layers = FaceCase.Model.Network.Layers.Add(hidden) } }));

        static string? ProblemOf(PixelModel model) => FaceStatement.Problem(FaceParameters.Of(model), model);

        static PixelModel With(NetworkTensor tensor) =>
            FaceCase.Model with { Network = FaceCase.Model.Network with { Tensors = FaceCase.Model.Network.Tensors.SetItem(tensor.Index, tensor) } };
    }

    /// <summary>By hand: sponge, packing and order as docs/face.md has them.</summary>
    [Fact]
    public void Commits_to_the_values_three_to_an_element_counted_from_the_least()
    {
        Fields.KoalaBear[] blinding = [.. Enumerable.Range(1, 8).Select(i => Fields.KoalaBear.FromInt64(i))];
        var sponge = new Fields.Poseidon2Sponge(Fields.Poseidon2.Width24, $"zkml face template 1 {FaceCase.Model.Name} 4 from -128 by 3");
        Fields.KoalaBear[] message = [.. blinding, Fields.KoalaBear.FromInt64(0 + 255 * 256 + 128 * 65_536), Fields.KoalaBear.FromInt64(129)];

        Assert.Equal(sponge.Hash(message), new FaceTemplateCommitment(FaceCase.Model.Name, 4, new Interval(-128, 127)).Commit([-128, 127, 0, 1], blinding));
    }
}
