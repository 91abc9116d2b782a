using Zkml.Fields;
using Zkml.Gadgets.Alignment;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Face;
using Zkml.Statements.Personhood;
using Zkml.Statements.Tests.Iris;

namespace Zkml.Statements.Tests.Face;

/// <summary>Devices that sign whole frames of 48 × 32 pixels, for the small model of 16 × 16.</summary>
public sealed class AFaceInAFrame
{
    private const int One = 1 << 16, Pixel = 1 << 12;

    private static readonly Similarity Transform = new(One, One / 8, 12 * Pixel + 321, 5 * Pixel + 99);

    public static TheoryData<FaceFrame> Frames => [new FaceFrame(48, 32), new FaceFrame(96, 64, 2)];

    [Theory]
    [MemberData(nameof(Frames))]
    public void Is_proved_and_the_frame_that_was_signed_is_the_one_that_counts(FaceFrame frame)
    {
        FaceStatement statement = Statement(frame);
        using var face = new FaceCase(frame: frame, transform: Transform);
        using var prover = new FaceProver(statement, threads: 2);
        using var verifier = new FaceVerifier(statement);

        (byte[]? proof, PersonhoodFault fault) = prover.Prove(face.Publics, face.Secrets);
        Assert.Equal(PersonhoodFault.None, fault);
        Assert.Null(verifier.Check(face.Publics, proof));
        Assert.True(statement.Plan.Soundness.Bits >= 100);

        var file = new FaceProofFile(statement.Parameters, face.Publics, proof!);
        Assert.True(FaceProofFile.TryRead(file.Write(), out FaceProofFile? read));
        Assert.Equal(statement.Parameters, read.Parameters);
        face.Pixels[100] ^= 1;
        Assert.Equal(PersonhoodFault.ImageDigest, prover.Prove(face.Publics, face.Secrets).Fault);
    }

    [Fact]
    public void At_another_place_has_another_template()
    {
        FaceFrame frame = new(48, 32);
        using var face = new FaceCase(frame: frame, transform: Transform);
        using var prover = new FaceProver(Statement(frame), threads: 2);
        Assert.Equal(PersonhoodFault.WrongTemplate, prover.Prove(face.Publics, face.With(Transform with { X = 9 * Pixel })).Fault);
        Assert.Equal(PersonhoodFault.Alignment, prover.Prove(face.Publics, face.With(Transform with { X = 40 * Pixel })).Fault);
        Assert.Equal(PersonhoodFault.Alignment, prover.Prove(face.Publics, face.With(null)).Fault);
    }

    [Fact]
    public void Of_one_size_is_none_of_another_and_no_aligned_face()
    {
        FaceFrame frame = new(48, 32), other = new(64, 32), smaller = new(48, 32, 2);
        using var face = new FaceCase(frame: frame, transform: Transform);
        using var prover = new FaceProver(Statement(frame), threads: 2);
        byte[] proof = prover.Prove(face.Publics, face.Secrets).Proof!;
        foreach (FaceStatement statement in (FaceStatement[])[Statement(other), Statement(smaller), FaceCase.Statement])
        {
            using var verifier = new FaceVerifier(statement);
            Assert.NotNull(verifier.Check(face.Publics, proof));
        }
    }

    [Fact]
    public void Is_refused_when_any_cell_of_the_alignment_is_another_whatever_the_prover_writes()
    {
        FaceFrame frame = new(48, 32);
        FaceStatement statement = Statement(frame);
        using var face = new FaceCase(frame: frame, transform: Transform);
        using var prover = new FaceProver(statement, threads: 1);
        using var verifier = new FaceVerifier(statement);
        using var arena = new Arena();
        using var witness = new Witness(statement.Plan.Statement, arena);
        prover.Solve(witness, arena, face.Publics, face.Secrets);
        Assert.Empty(ConstraintChecker.Check(witness, IrisCase.Rho, arena, limit: 1));
        AlignmentGadget gadget = statement.Alignment!;
        var random = new Random(3);
        foreach (Tensor tensor in (Tensor[])[gadget.Frame, gadget.Transform, gadget.Places, gadget.Fractions, .. gadget.Neighbours, gadget.Upper, gadget.Lower, .. gadget.RestDigits])
        {
            for (int i = 0; i < 4; i++)
            {
                int cell = random.Next(tensor.Shape[0]) * tensor.Shape.Stride(0) + random.Next(tensor.Shape[1]);
                uint before = witness[tensor][cell];
                witness[tensor][cell] = (KoalaBear.FromMontgomery(before) + KoalaBear.One).Montgomery;
                Assert.True(ConstraintChecker.Check(witness, IrisCase.Rho, arena, limit: 1).Count > 0, tensor.Name);
                Assert.True(i > 0 || verifier.Check(face.Publics, new Prover(arena, threads: 2).ProveAsIs(statement.Plan, witness)) is not null, tensor.Name);
                witness[tensor][cell] = before;
            }
        }
    }

    [Fact]
    public void Has_sizes_that_can_be_hashed_and_read()
    {
        foreach (FaceFrame wrong in (FaceFrame[])[new(40, 32), new(48, 31, 2), new(48, 32, 5), new(48, 32, 0), new(0, 0), new(2048, 64), new(16, 1)])
        {
            FaceParameters parameters = FaceParameters.Of(FaceCase.Model, 5, frame: wrong);
            Assert.NotNull(parameters.Problem ?? FaceStatement.Problem(parameters, FaceCase.Model));
        }

        Assert.False(FaceProofFile.TryRead(new FaceProofFile(FaceParameters.Of(FaceCase.Model, 5, frame: new FaceFrame(-1, 5)), new FaceCase().Publics, [1]).Write(), out _));
    }

    [Fact]
    public void Is_found_by_five_points()
    {
        // The template itself, turned by a quarter, twice as large, moved.
        (double X, double Y)[] points = [.. new[] { (38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655), (70.7299, 92.2041) }
            .Select(p => (300 - 2 * p.Item2, 10 + 2 * p.Item1))];
        Similarity found = FaceLandmarks.Fit(points, new FaceFrame(640, 480), 112)!.Value;
        Assert.Equal(new Similarity(0, 2 * One, 300 * Pixel, 10 * Pixel), found);

        // Half the frame: (300 + ½)/2 − ½.
        Assert.Equal(new Similarity(0, One, (int)(149.75 * Pixel), (int)(4.75 * Pixel)), FaceLandmarks.Fit(points, new FaceFrame(640, 480, 2), 112));
    }

    private static FaceStatement Statement(FaceFrame frame) => FaceStatement.For(FaceParameters.Of(FaceCase.Model, 5, frame: frame), FaceCase.Model);
}
