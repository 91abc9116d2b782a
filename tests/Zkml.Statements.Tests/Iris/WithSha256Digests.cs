using Zkml.Captures;
using Zkml.Fields;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Iris;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Tests.Iris;

/// <summary>Devices that hash images with SHA-256; one proof at full size, attacks against the constraints.</summary>
public sealed class WithSha256Digests
{
    private static readonly IrisStatement Statement = IrisCase.Sha256Statement;

    [Fact]
    public void A_signed_image_is_proven_and_its_proof_is_for_that_algorithm_alone()
    {
        using var iris = Sha256Case();
        using var prover = new IrisProver(Statement, threads: 2);
        using var verifier = new IrisVerifier(Statement);
        using var other = new IrisVerifier(IrisCase.Statement);

        (byte[]? proof, PersonhoodFault fault) = prover.Prove(iris.Publics, iris.Secrets);

        Assert.Equal(PersonhoodFault.None, fault);
        Assert.Null(verifier.Check(iris.Publics, proof));
        Assert.NotNull(other.Check(iris.Publics, proof));
        Assert.True(Statement.Plan.Soundness.Bits >= 100);
    }

    [Fact]
    public void An_image_or_mask_that_was_not_signed_is_refused_with_its_reason()
    {
        using var prover = new IrisProver(Statement, threads: 2);
        using var image = Sha256Case();
        image.Pixels[65_535] ^= 1;
        using var mask = Sha256Case();
        mask.Mask[8] ^= 1;
        using var poseidon = new IrisCase();

        Assert.Equal(PersonhoodFault.ImageDigest, prover.Prove(image.Publics, image.Secrets).Fault);
        Assert.Equal(PersonhoodFault.MaskDigest, prover.Prove(mask.Publics, mask.Secrets).Fault);
        Assert.Equal(PersonhoodFault.Manifest, prover.Prove(poseidon.Publics, poseidon.Secrets).Fault);
    }

    [Fact]
    public void A_cheating_prover_cannot_hash_other_pixels_than_it_computes_the_code_from()
    {
        using var iris = Sha256Case();
        using var prover = new IrisProver(Statement, threads: 2);
        using var arena = new Arena();
        using var witness = new Witness(Statement.Plan.Statement, arena);
        using var others = iris.Secrets;

        // Everything follows from other pixels, but the hashes are those of the signed ones.
        Flip(others.Pixels, 300 + 512 * 100);
        Flip(others.Mask, 77 + 512 * 3);
        prover.Solve(witness, arena, iris.Publics, others);
        Statement.Hashes.Pixels!.Fill(witness, iris.Secrets);

        string[] violated = [.. ConstraintChecker.Check(witness, IrisCase.Rho, arena).Select(v => v.Name).Distinct()];
        Assert.Contains("pixels of row 100", violated);
        Assert.Contains("mask of row 3", violated);
        Assert.DoesNotContain(violated, name => name.StartsWith("image hash", StringComparison.Ordinal) || name.EndsWith("digest", StringComparison.Ordinal));
        using var verifier = new IrisVerifier(Statement);
        Assert.NotNull(verifier.Check(iris.Publics, new Prover(arena, threads: 2).ProveAsIs(Statement.Plan, witness)));
    }

    private static void Flip(byte[] bytes, int index) => bytes[index] ^= 1;

    private static IrisCase Sha256Case() => new(digest: DigestAlgorithm.Sha256);
}
