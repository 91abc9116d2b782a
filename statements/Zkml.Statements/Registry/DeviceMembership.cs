using Zkml.Fields;
using Zkml.Gadgets.Merkle;

namespace Zkml.Statements.Registry;

/// <summary>What a device shows to be one of the registry in one epoch: both statements take it as a private input.</summary>
/// <param name="Path">From the device's leaf to that epoch's root.</param>
/// <param name="Attributes">In that leaf.</param>
public sealed record DeviceMembership(PoseidonMerklePath Path, DeviceAttributes Attributes)
{
    /// <summary>The root that the path leads to from a key's leaf.</summary>
    /// <param name="key">x ‖ y, 64 bytes.</param>
    public KoalaBear[] Root(ReadOnlySpan<byte> key) => Path.Root(Attributes.Leaf(key));

    /// <summary>Which device it is, is nobody's to print.</summary>
    public override string ToString() => nameof(DeviceMembership);
}
