using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Gadgets.Merkle;
using Zkml.Gadgets.P256;
using Zkml.Gadgets.Sha256;
using Zkml.Protocol.Language;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Personhood;

/// <summary>
/// What every statement of personhood has in common: there are signed bytes S, a signature, a key Q, a registry path and epochs with
///   ECDSA-Verify(Q, SHA-256(S), signature);  leaf(Q, enrolled, revoked) in the tree with the public root;
///   S is a manifest of this shape and digest algorithm, verdict not "attack";   <see cref="CaptureViews"/>
///   not before ≤ captured at ≤ not after, firmware ≥ minimum, enrolled ≤ epoch &lt; revoked;   <see cref="CaptureLimits"/>
///   nonce and holder thumbprint in S are the public ones.
/// What the image is and what follows from it is the statement's.
/// </summary>
internal sealed class CaptureGadget
{
    private readonly byte[] _head;

    private readonly int _registryDepth;

    private readonly bool _ofQuality;

    /// <param name="builder">Of the statement.</param>
    /// <param name="shape">Of the image.</param>
    /// <param name="digest">How devices hash it.</param>
    /// <param name="registryDepth">The registry has 2^registryDepth leaves.</param>
    /// <param name="ofQuality">Whether the quality floor is one for the quality in the manifest.</param>
    public CaptureGadget(StatementBuilder builder, ImageShape shape, DigestAlgorithm digest, int registryDepth, bool ofQuality)
    {
        (_head, _registryDepth, _ofQuality) = (CaptureViews.Head(shape, digest), registryDepth, ofQuality);
        Root = builder.Public("registry root", PoseidonMerkleTree.DigestLength, 1);
        Nonce = builder.Public("nonce", 1, Bytes32.Length);
        Holder = builder.Public("holder thumbprint", 1, Bytes32.Length);
        Template = builder.Public("template", PoseidonMerkleTree.DigestLength, 1);

        Key = builder.Commit("device key", DeviceLeaf.CoordinateLength, 2);
        Hash = Sha256Gadget.OfFixedLength(builder, "signed bytes", SigStructure.Length);
        Views = new CaptureViews(builder, Hash, _head);
        Limits = new CaptureLimits(builder, Views, ofQuality);
        Signature = EcdsaGadget.Constrain(builder, "signature", new EcdsaGadget.Given(
            Hash.DigestBytes.WithShape(DeviceLeaf.CoordinateLength, 1), Coordinate(0), Coordinate(1)));
        Leaf = DeviceLeafGadget.Constrain(builder, "device leaf", new DeviceLeafGadget.Given(Coordinate(0), Coordinate(1), Limits.Attributes));
        Membership = MerkleGadget.Constrain(builder, "registry", new MerkleGadget.Given(Leaf.Digest, Root.View, registryDepth));
    }

    /// <summary>The fields of the signed bytes.</summary>
    public CaptureViews Views { get; }

    public Tensor Root { get; }

    public Tensor Nonce { get; }

    public Tensor Holder { get; }

    public Tensor Template { get; }

    /// <summary>32 × 2: the bytes of x and y, big-endian. The signature gadget shows that they are bytes.</summary>
    public Tensor Key { get; }

    public Sha256Gadget Hash { get; }

    public CaptureLimits Limits { get; }

    public EcdsaGadget Signature { get; }

    public Poseidon2HashGadget Leaf { get; }

    public MerkleGadget Membership { get; }

    /// <summary>Nonce and holder are those that were signed.</summary>
    public void AssertChallenge(StatementBuilder builder)
    {
        builder.AssertEqual("nonce", Views.Nonce, Nonce.View);
        builder.AssertEqual("holder thumbprint", Views.HolderThumbprint, Holder.View);
    }

    /// <exception cref="ArgumentException">They are not usable; see <see cref="PersonhoodPublics.Problem"/>.</exception>
    public void Write(PublicValues values, PersonhoodPublics publics)
    {
        if (publics.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(publics));
        }

        values.Set(Root, publics.RegistryRoot);
        values.Set(Nonce, publics.Nonce.ToArray());
        values.Set(Holder, publics.HolderThumbprint.ToArray());
        values.Set(Template, publics.Template);
        Limits.Write(values, publics);
    }

    /// <summary>What can be seen before the witness is made.</summary>
    public PersonhoodFault Examine(PersonhoodPublics publics, PersonhoodSecrets secrets)
    {
        DeviceMembership device = secrets.Membership;
        return !secrets.Message.AsSpan().StartsWith(_head) || !CaptureManifest.TryRead(secrets.Message.AsSpan(SigStructure.Manifest), out CaptureManifest? manifest)
            ? PersonhoodFault.Manifest
            : manifest.AttackVerdict == AttackVerdict.Attack ? PersonhoodFault.PresentationAttack
            : device.Path.Depth != _registryDepth || !device.Root(secrets.Key).AsSpan().SequenceEqual(publics.RegistryRoot)
                ? PersonhoodFault.NotRegistered
            : publics.Epoch < device.Attributes.Epochs.Enrolled ? PersonhoodFault.NotYetEnrolled
            : publics.Epoch >= device.Attributes.Epochs.Revoked || device.Attributes.Status != DeviceStatus.Active ? PersonhoodFault.Revoked
            : manifest.Nonce != publics.Nonce ? PersonhoodFault.Nonce
            : manifest.HolderThumbprint != publics.HolderThumbprint ? PersonhoodFault.Holder
            : manifest.CapturedAt < publics.NotBefore ? PersonhoodFault.TooEarly
            : manifest.CapturedAt > publics.NotAfter ? PersonhoodFault.TooLate
            : manifest.Firmware < publics.MinimumFirmware ? PersonhoodFault.Firmware
            : _ofQuality && manifest.Quality < publics.QualityFloor ? PersonhoodFault.Quality
            : PersonhoodFault.None;
    }

    /// <summary>Fills its cells, whatever is wrong with the inputs; false when the signature is not good, whose cells then stay empty.</summary>
    public bool Fill(Witness witness, Arena arena, PersonhoodPublics publics, PersonhoodSecrets secrets)
    {
        for (int i = 0; i < DeviceLeaf.CoordinateLength; i++)
        {
            witness.Set(Key, [i, 0], secrets.KeyX[i]);
            witness.Set(Key, [i, 1], secrets.KeyY[i]);
        }

        DeviceMembership device = secrets.Membership;
        bool signed = FillSignature(witness, secrets);
        Limits.Fill(witness, publics, secrets);
        Poseidon2HashSolver.Fill(witness, Leaf, arena);
        MerkleSolver.Fill(witness, Membership, device.Attributes.Leaf(secrets.Key), device.Path);
        return signed;
    }

    private bool FillSignature(Witness witness, PersonhoodSecrets secrets)
    {
        byte[] digest = Sha256Solver.Fill(Hash, witness, secrets.Message);
        using var trace = new EcdsaTrace();
        EcdsaFault fault = EcdsaSolver.Solve(EcdsaInput.FromBytes(digest, secrets.Signature, secrets.Key), trace);
        CryptographicOperations.ZeroMemory(digest);
        if (fault == EcdsaFault.None)
        {
            EcdsaWitness.Write(witness, Signature, trace);
        }

        return fault == EcdsaFault.None;
    }

    private View Coordinate(int column) => Key.Map(AxisMap.Identity(DeviceLeaf.CoordinateLength), AxisMap.Select(2, column));
}
