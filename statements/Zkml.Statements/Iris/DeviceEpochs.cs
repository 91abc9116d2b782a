using Zkml.Fields;
using Zkml.Gadgets.Bits;
using Zkml.Gadgets.Merkle;

namespace Zkml.Statements.Iris;

/// <summary>
/// When a device may sign: from Enrolled on, before Revoked. In the registry leaf these are attributes 0, 1 and 2, 3: 16-bit limbs, lowest first;
/// attributes 4 … 7 are zero.
/// </summary>
/// <param name="Enrolled">First good epoch.</param>
/// <param name="Revoked">First epoch that is no longer good.</param>
public readonly record struct DeviceEpochs(uint Enrolled, uint Revoked = DeviceEpochs.Never)
{
    /// <summary>As Revoked: not revoked.</summary>
    public const uint Never = uint.MaxValue;

    internal const int LimbsPerEpoch = 2, Limbs = 2 * LimbsPerEpoch;

    public bool Contains(uint epoch) => Enrolled <= epoch && epoch < Revoked;

    /// <summary>The 8 attributes of the leaf.</summary>
    public KoalaBear[] Attributes()
    {
        var attributes = new KoalaBear[DeviceLeaf.AttributeCount];
        for (int limb = 0; limb < Limbs; limb++)
        {
            attributes[limb] = KoalaBear.FromUInt32(Limb(limb));
        }

        return attributes;
    }

    internal uint Limb(int index) => ((index < LimbsPerEpoch ? Enrolled : Revoked) >> (LimbOrder.LimbBits * (index % LimbsPerEpoch))) & 0xffff;
}
