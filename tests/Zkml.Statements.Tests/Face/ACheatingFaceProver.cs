using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Face;
using Zkml.Statements.Personhood;
using Zkml.Statements.Registry;
using Zkml.Statements.Tests.Iris;

namespace Zkml.Statements.Tests.Face;

/// <summary>Every rule broken by itself: the solver names it, and who goes on all the same is refused by the verifier.</summary>
public sealed class ACheatingFaceProver
{
    /// <summary>A face has neither mask nor shares.</summary>
    public static TheoryData<PersonhoodFault> Faults =>
        [.. Enum.GetValues<PersonhoodFault>().Where(f => f is not (PersonhoodFault.None or PersonhoodFault.WrongShares or PersonhoodFault.MaskDigest or PersonhoodFault.Alignment))];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Is_refused_for_every_fault(PersonhoodFault fault)
    {
        using FaceCase face = Make(fault);
        using var prover = new FaceProver(FaceCase.Statement, threads: 2);
        using var verifier = new FaceVerifier(FaceCase.Statement);
        using var arena = new Arena();
        using FaceSecrets secrets = face.Secrets;

        (byte[]? proof, PersonhoodFault found) = prover.Prove(face.Publics, secrets);
        Assert.Null(proof);
        Assert.Equal(fault, found);

        var engine = new Prover(arena, threads: 2);
        using var witness = new Witness(FaceCase.Statement.Plan.Statement, arena);
        prover.Solve(witness, arena, face.Publics, secrets);
        Assert.NotEmpty(ConstraintChecker.Check(witness, IrisCase.Rho, arena));
        Assert.NotNull(verifier.Check(face.Publics, engine.ProveAsIs(FaceCase.Statement.Plan, witness)));
    }

    [Theory]
    [InlineData(DigestAlgorithm.Poseidon2KoalaBear)]
    [InlineData(DigestAlgorithm.Sha256)]
    public void Who_shows_the_model_other_pixels_than_were_signed_is_refused(DigestAlgorithm digest)
    {
        FaceStatement statement = digest == DigestAlgorithm.Sha256 ? FaceCase.Sha256Statement : FaceCase.Statement;
        using var face = new FaceCase(digest: digest);
        using var prover = new FaceProver(statement, threads: 1);
        using var verifier = new FaceVerifier(statement);
        using var arena = new Arena();
        using var witness = new Witness(statement.Plan.Statement, arena);
        prover.Solve(witness, arena, face.Publics, face.Secrets);
        Assert.Empty(ConstraintChecker.Check(witness, IrisCase.Rho, arena));

        // One pixel, with all that the network makes of it, but the hash of the image as it was signed.
        byte[] before = face.Pixels;
        face.Pixels = [.. before];
        face.Pixels[400] ^= 1;
        using var other = new Witness(statement.Plan.Statement, arena);
        prover.Solve(other, arena, face.Publics, face.Secrets);
        KoalaBear[] template = Commitment(other, arena, statement);
        statement.Capture.Write(other.Publics, face.Publics with { Template = template });
        if (statement.Hashes.Chain is { } chain)
        {
            Gadgets.Sha256.Sha256Solver.Fill(chain, other, before);
        }

        string rule = Assert.Single(ConstraintChecker.Check(other, IrisCase.Rho, arena).Select(violation => violation.Name).Distinct());
        Assert.StartsWith(digest == DigestAlgorithm.Sha256 ? "pixels of block" : "image digest", rule, StringComparison.Ordinal);
        Assert.NotNull(verifier.Check(face.Publics with { Template = template }, new Prover(arena, threads: 2).ProveAsIs(statement.Plan, other)));
    }

    [Theory]
    [InlineData(DigestAlgorithm.Poseidon2KoalaBear)]
    [InlineData(DigestAlgorithm.Sha256)]
    public void Who_changes_one_cell_of_any_array_is_refused(DigestAlgorithm digest)
    {
        FaceStatement statement = digest == DigestAlgorithm.Sha256 ? FaceCase.Sha256Statement : FaceCase.Statement;
        using var face = new FaceCase(digest: digest);
        using var prover = new FaceProver(statement, threads: 1);
        using var arena = new Arena();
        using var witness = new Witness(statement.Plan.Statement, arena);
        prover.Solve(witness, arena, face.Publics, face.Secrets);
        var random = new Random(5);
        foreach (Tensor tensor in witness.Statement.Tensors.Where(t => !t.Name.StartsWith("multiplicities", StringComparison.Ordinal)))
        {
            int[] index = [.. Enumerable.Range(0, tensor.Shape.Rank).Select(a => random.Next(tensor.Shape[a]))];
            Change(witness, tensor, index, arena);
        }
    }

    [Fact]
    public void Who_changes_any_value_of_the_network_is_refused()
    {
        using var face = new FaceCase();
        FaceStatement statement = FaceCase.Statement;
        using var prover = new FaceProver(statement, threads: 1);
        using var arena = new Arena();
        using var witness = new Witness(statement.Plan.Statement, arena);
        prover.Solve(witness, arena, face.Publics, face.Secrets);
        Tensor[] cells = [.. witness.Statement.Tensors.SkipWhile(t => t != statement.Network.Input).TakeWhile(t => t != statement.Hashes.Blinding), statement.Hashes.Blinding];
        foreach (Tensor tensor in cells)
        {
            // Of the pixels every seventh: all colours, rows and blocks of the hash.
            for (int place = 0; place < tensor.Shape.Count; place += tensor == statement.Network.Input ? 7 : 1)
            {
                Change(witness, tensor, IndexOf(tensor.Shape, place), arena);
            }
        }
    }

    private static void Change(Witness witness, Tensor tensor, int[] index, Arena arena)
    {
        Span<uint> cell = witness[tensor].Slice(tensor.Shape.Cell(index), 1);
        uint before = cell[0];
        cell[0] = (KoalaBear.FromMontgomery(before) + KoalaBear.One).Montgomery;
        Assert.True(ConstraintChecker.Check(witness, IrisCase.Rho, arena, limit: 1).Count > 0, $"{tensor.Name} {string.Join(',', index)}");
        cell[0] = before;
    }

    private static int[] IndexOf(Shape shape, int place)
    {
        int[] index = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; place /= shape[axis], axis--)
        {
            index[axis] = place % shape[axis];
        }

        return index;
    }

    private static KoalaBear[] Commitment(Witness witness, Arena arena, FaceStatement statement)
    {
        Assert.True(RowHash.TryReadDigest(ImageHashes.Elements(witness, arena, statement.Hashes.Commitment), out KoalaBear[]? commitment));
        return commitment;
    }

    private static FaceCase Make(PersonhoodFault fault)
    {
        FaceCase face = fault switch
        {
            PersonhoodFault.PresentationAttack => new FaceCase(verdict: AttackVerdict.Attack),
            PersonhoodFault.NotYetEnrolled => new FaceCase(attributes: new DeviceAttributes(new DeviceEpochs(100_001))),
            PersonhoodFault.Revoked => new FaceCase(attributes: new DeviceAttributes(new DeviceEpochs(70_000, 100_000))),
            _ => new FaceCase(),
        };
        FacePublics publics = face.Publics;
        face.Publics = fault switch
        {
            PersonhoodFault.NotRegistered => publics with { RegistryRoot = publics.Template },
            PersonhoodFault.Nonce => publics with { Nonce = IrisCase.Random() },
            PersonhoodFault.Holder => publics with { HolderThumbprint = IrisCase.Random() },
            PersonhoodFault.TooEarly => publics with { NotBefore = FaceCase.Time + 1, NotAfter = FaceCase.Time + 9 },
            PersonhoodFault.TooLate => publics with { NotAfter = FaceCase.Time - 1 },
            PersonhoodFault.Firmware => publics with { MinimumFirmware = new FirmwareVersion(2, 3, 401) },
            PersonhoodFault.Quality => publics with { QualityFloor = FaceCase.Quality + 1 },
            PersonhoodFault.WrongTemplate => publics with { Template = publics.RegistryRoot },
            _ => publics,
        };
        switch (fault)
        {
            case PersonhoodFault.Manifest:
                face.Message[SigStructure.Modality] = (byte)CaptureModality.IrisNormalised;
                break;
            case PersonhoodFault.BadSignature:
                face.Signature = RandomNumberGenerator.GetBytes(64);
                face.Signature[0] = face.Signature[32] = 1;
                break;
            case PersonhoodFault.ImageDigest:
                face.Pixels = IrisCase.Noise(face.Pixels.Length, 8);
                break;
        }

        return face;
    }
}
