using Zkml.Captures;
using Zkml.Gadgets.Hashing;
using Zkml.Gadgets.Merkle;
using Zkml.Gadgets.P256;
using Zkml.Gadgets.Sha256;
using Zkml.Matching;
using Zkml.Protocol;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Iris;

/// <summary>
/// "A device of this registry, in good standing, captured this holder's iris for this challenge, and the committed template is the one of that
/// image." There are signed bytes S, a signature, a key Q, a registry path, epochs, pixels, a mask and a blinding with
///   ECDSA-Verify(Q, SHA-256(S), signature);  leaf(Q, enrolled, revoked) in the tree with the public root;
///   S is an iris manifest of this size and digest algorithm, verdict not "attack";   <see cref="CaptureViews"/>
///   not before ≤ captured at ≤ not after, firmware ≥ minimum, enrolled ≤ epoch &lt; revoked;   <see cref="CaptureLimits"/>
///   nonce and holder thumbprint in S are the public ones;
///   the hashes of pixels and mask are the digests in S;   <see cref="IrisHashes"/>
///   code and mask bits are those of pixels and mask, enough of them valid;   <see cref="IrisCodeGadget"/>
///   the public template is the commitment to them;
///   and, if the statement has shares, the public commitments are to three vectors that add up to the template.   <see cref="IrisShares"/>
/// Model id and sizes are in the statement's name, and so in its digest.
/// </summary>
public sealed class IrisStatement
{
    private IrisStatement(IrisParameters parameters)
    {
        Parameters = parameters;
        var builder = new StatementBuilder(parameters.StatementName);
        Root = builder.Public("registry root", PoseidonMerkleTree.DigestLength, 1);
        Nonce = builder.Public("nonce", 1, Bytes32.Length);
        Holder = builder.Public("holder thumbprint", 1, Bytes32.Length);
        Template = builder.Public("template", PoseidonMerkleTree.DigestLength, 1);

        Key = builder.Commit("device key", DeviceLeaf.CoordinateLength, 2);
        Hash = Sha256Gadget.OfFixedLength(builder, "signed bytes", SigStructure.Length);
        var capture = new CaptureViews(builder, Hash, parameters);
        Limits = new CaptureLimits(builder, capture);
        Signature = EcdsaGadget.Constrain(builder, "signature", new EcdsaGadget.Given(
            Hash.DigestBytes.WithShape(DeviceLeaf.CoordinateLength, 1), Coordinate(0), Coordinate(1)));
        Leaf = DeviceLeafGadget.Constrain(builder, "device leaf", new DeviceLeafGadget.Given(Coordinate(0), Coordinate(1), Limits.Attributes));
        Membership = MerkleGadget.Constrain(builder, "registry", new MerkleGadget.Given(Leaf.Digest, Root.View, parameters.RegistryDepth));

        Code = new IrisCodeGadget(builder, parameters.Width, parameters.Rule);
        Shares = parameters.Shared ? new IrisShares(builder, Code.Code.View, Code.Mask.BitsOfParts) : null;
        Hashes = new IrisHashes(builder, parameters, Code, Shares);
        builder.AssertEqual("nonce", capture.Nonce, Nonce.View);
        builder.AssertEqual("holder thumbprint", capture.HolderThumbprint, Holder.View);
        Hashes.AssertDigests(builder, capture);
        builder.AssertEqual("template", Hashes.Commitment, Template.View);
        ShareCommitments = [.. Enumerable.Range(0, Shares is null ? 0 : ShareLayout.Shares).Select(i => CommitmentToShare(builder, i))];
        Plan = ProtocolPlan.For(builder.Build());
    }

    public IrisParameters Parameters { get; }

    public ProtocolPlan Plan { get; }

    internal Tensor Root { get; }

    internal Tensor Nonce { get; }

    internal Tensor Holder { get; }

    internal Tensor Template { get; }

    /// <summary>32 × 2: the bytes of x and y, big-endian. The signature gadget shows that they are bytes.</summary>
    internal Tensor Key { get; }

    internal Sha256Gadget Hash { get; }

    internal CaptureLimits Limits { get; }

    internal EcdsaGadget Signature { get; }

    internal Poseidon2HashGadget Leaf { get; }

    internal MerkleGadget Membership { get; }

    internal IrisCodeGadget Code { get; }

    internal IrisHashes Hashes { get; }

    /// <summary>Null unless the template is shared.</summary>
    internal IrisShares? Shares { get; }

    internal Tensor[] ShareCommitments { get; }

    /// <exception cref="ArgumentException">The parameters are not usable; see <see cref="IrisParameters.Problem"/>.</exception>
    public static IrisStatement For(IrisParameters parameters) =>
        parameters.Problem is { } problem ? throw new ArgumentException(problem, nameof(parameters)) : new IrisStatement(parameters);

    /// <summary>The public values in the order and form the proof absorbs them.</summary>
    /// <exception cref="ArgumentException">They are not usable; see <see cref="IrisPublics.Problem"/>.</exception>
    public PublicValues Values(IrisPublics publics)
    {
        var values = new PublicValues(Plan.Statement);
        Write(values, publics);
        return values;
    }

    internal void Write(PublicValues values, IrisPublics publics)
    {
        if (publics.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(publics));
        }

        values.Set(Root, publics.RegistryRoot);
        values.Set(Nonce, publics.Nonce.ToArray());
        values.Set(Holder, publics.HolderThumbprint.ToArray());
        values.Set(Template, publics.Template);
        if ((publics.Shares?.Count ?? 0) != ShareCommitments.Length)
        {
            throw new ArgumentException(ShareCommitments.Length == 0 ? "This statement has no shares." : "The commitments to the shares are missing.", nameof(publics));
        }

        for (int i = 0; i < ShareCommitments.Length; i++)
        {
            values.Set(ShareCommitments[i], publics.Shares![i]);
        }

        values.Set(Code.QualityFloor, [0, 0, 0], publics.QualityFloor);
        Limits.Write(values, publics);
    }

    private Tensor CommitmentToShare(StatementBuilder builder, int index)
    {
        Tensor commitment = builder.Public($"share {index}", PoseidonMerkleTree.DigestLength, 1);
        builder.AssertEqual($"share {index}", Hashes.Share(index), commitment.View);
        return commitment;
    }

    private View Coordinate(int column) => Key.Map(AxisMap.Identity(DeviceLeaf.CoordinateLength), AxisMap.Select(2, column));
}
