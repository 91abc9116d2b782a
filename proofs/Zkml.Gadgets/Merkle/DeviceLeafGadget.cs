using Zkml.Gadgets.Hashing;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Merkle;

/// <summary><see cref="DeviceLeaf"/> of hidden key bytes: two permutations of width 24, the packing is linear.</summary>
public static class DeviceLeafGadget
{
    /// <param name="KeyX">32 × 1, big-endian. The caller shows that these are bytes; the packing is injective only then.</param>
    /// <param name="KeyY">32 × 1, as KeyX.</param>
    /// <param name="Attributes">8 × 1.</param>
    public sealed record Given(View KeyX, View KeyY, View Attributes);

    /// <returns>The hash; its digest is the leaf.</returns>
    public static Poseidon2HashGadget Constrain(StatementBuilder builder, string name, Given given)
    {
        const int Key = DeviceLeaf.MessageLength - DeviceLeaf.AttributeCount;
        AxisMap one = AxisMap.Identity(1);
        View message = given.KeyX.Then(Packing(0), one)
            + given.KeyY.Then(Packing(DeviceLeaf.CoordinateLength), one)
            + given.Attributes.Then(AxisMap.Strided(DeviceLeaf.MessageLength, DeviceLeaf.AttributeCount, 1, -Key), one);
        return Poseidon2HashGadget.Constrain(builder, name, DeviceLeaf.Sponge, message);
    }

    /// <summary>Puts a coordinate's bytes, which start at <paramref name="start"/> of the key, into the elements of the message.</summary>
    private static AxisMap Packing(int start) => AxisMap.Sparse(
        DeviceLeaf.MessageLength,
        DeviceLeaf.CoordinateLength,
        [.. Enumerable.Range(0, DeviceLeaf.CoordinateLength).Select(i => Entry(start + i, i))]);

    private static AxisMap.Entry Entry(int place, int index) =>
        new(place / DeviceLeaf.BytesPerElement, index, 1L << (8 * (place % DeviceLeaf.BytesPerElement)));
}
