using Zkml.Gadgets.Bits;
using Zkml.Gadgets.Hashing;
using Zkml.Gadgets.Merkle;
using Zkml.Gadgets.P256;
using Zkml.Gadgets.Sha256;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Device;

/// <summary>
/// "A device of this registry signed a message that contains this context": there are a message m, a P-256 key Q, a signature and a path with
/// ECDSA-Verify(Q, SHA-256(m), signature), leaf(Q, attributes) with the status "active" in the tree with root RegistryRoot, m[offset … offset + 32) = Context, and Commitment opens to
/// the rest of m. Public: root, context, commitment, and the parameters. Secret: everything else, the length of m included.
/// </summary>
public sealed class DeviceStatement
{
    private DeviceStatement(DeviceParameters parameters)
    {
        Parameters = parameters;
        var builder = new StatementBuilder("zkml/device/1");
        Root = builder.Public("registry root", PoseidonMerkleTree.DigestLength, 1);
        Context = builder.Public("context", 1, DeviceParameters.ContextLength);
        Commitment = builder.Public("commitment", PoseidonMerkleTree.DigestLength, 1);
        Key = builder.Commit("device key", DeviceLeaf.CoordinateLength, 2);

        Hash = Sha256Gadget.OfHiddenLength(builder, "message", parameters.MaxBlocks);
        Signature = EcdsaGadget.Constrain(builder, "signature", new EcdsaGadget.Given(
            Hash.DigestBytes.WithShape(DeviceLeaf.CoordinateLength, 1), Coordinate(0), Coordinate(1)));
        Attributes = builder.Commit("device attributes", DeviceAttributes.StatusPlace, 1);
        Leaf = DeviceLeafGadget.Constrain(builder, "device leaf", new DeviceLeafGadget.Given(Coordinate(0), Coordinate(1), ActiveDevice.Attributes(Attributes.View)));
        Membership = MerkleGadget.Constrain(builder, "registry", new MerkleGadget.Given(Leaf.Digest, Root.View, parameters.RegistryDepth));
        RequireContext(builder);
        Rest = CommitToRest(builder);
        Plan = ProtocolPlan.For(builder.Build());
    }

    public DeviceParameters Parameters { get; }

    public ProtocolPlan Plan { get; }

    internal Tensor Root { get; }

    internal Tensor Context { get; }

    internal Tensor Commitment { get; }

    /// <summary>32 × 2: the bytes of x and y, big-endian. The signature gadget shows that they are bytes.</summary>
    internal Tensor Key { get; }

    /// <summary>7 × 1: all but the status. Whatever stands in the leaf.</summary>
    internal Tensor Attributes { get; }

    internal Sha256Gadget Hash { get; }

    internal EcdsaGadget Signature { get; }

    internal Poseidon2HashGadget Leaf { get; }

    internal MerkleGadget Membership { get; }

    internal Poseidon2CommitmentGadget Rest { get; }

    /// <exception cref="ArgumentException">The parameters are not usable; see <see cref="DeviceParameters.Problem"/>.</exception>
    public static DeviceStatement For(DeviceParameters parameters) =>
        parameters.Problem is { } problem ? throw new ArgumentException(problem, nameof(parameters)) : new DeviceStatement(parameters);

    /// <summary>The public values in the order and form the proof absorbs them.</summary>
    public PublicValues Values(DevicePublics publics)
    {
        var values = new PublicValues(Plan.Statement);
        Write(values, publics);
        return values;
    }

    internal void Write(PublicValues values, DevicePublics publics)
    {
        values.Set(Root, publics.RegistryRoot);
        values.Set(Context, publics.Context);
        values.Set(Commitment, publics.Commitment);
    }

    private View Coordinate(int column) => Key.Map(AxisMap.Identity(DeviceLeaf.CoordinateLength), AxisMap.Select(2, column));

    /// <summary>The context stands at its offset, and the message does not end before it does.</summary>
    private void RequireContext(StatementBuilder builder)
    {
        int offset = Parameters.ContextOffset, last = offset + DeviceParameters.ContextLength - 1;
        int positions = Parameters.MaxBlocks * DeviceParameters.BytesPerBlock;
        builder.AssertEqual("context", Hash.MessageBytes(offset, DeviceParameters.ContextLength), Context.View);
        View inside = Hash.Inside!.MapAs(Shape.Of(1, positions), AxisMap.Identity(1), AxisMap.Select(positions, last));
        builder.AssertEqual("context is within the message", inside, View.Constant(Shape.Of(1, 1), 1));
    }

    private Poseidon2CommitmentGadget CommitToRest(StatementBuilder builder)
    {
        int start = Parameters.ContextOffset + DeviceParameters.ContextLength;
        int behind = Parameters.MaxBlocks * DeviceParameters.BytesPerBlock - start;
        View tail = Column(Hash.MessageBytes(start, behind));
        View message = tail;
        if (Parameters.ContextOffset > 0)
        {
            View head = Column(Hash.MessageBytes(0, Parameters.ContextOffset));
            int total = head.Shape[0] + tail.Shape[0];
            message = head.Then(AxisMap.Strided(total, head.Shape[0], 1, 0), AxisMap.Identity(1))
                + tail.Then(AxisMap.Strided(total, tail.Shape[0], 1, -head.Shape[0]), AxisMap.Identity(1));
        }

        Poseidon2CommitmentGadget rest = Poseidon2CommitmentGadget.Constrain(builder, "rest of the message", DeviceMessage.Sponge, message);
        builder.AssertEqual("commitment", rest.Commitment, Commitment.View);
        return rest;
    }

    private static View Column(View bytes)
    {
        View packed = bytes.Packed(DeviceMessage.BytesPerElement);
        return packed.WithShape(packed.Shape[1], 1);
    }
}
