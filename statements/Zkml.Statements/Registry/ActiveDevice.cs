using Zkml.Captures;
using Zkml.Gadgets.Merkle;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Registry;

/// <summary>
/// The attributes of a leaf inside a statement: the status is the constant "active", so the leaf of a revoked device is none that can be shown.
/// </summary>
internal static class ActiveDevice
{
    /// <param name="others">7 × 1: all attributes before the status.</param>
    /// <returns>8 × 1.</returns>
    public static View Attributes(View others)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(others.Shape[0], DeviceAttributes.StatusPlace, nameof(others));
        AxisMap one = AxisMap.Identity(1);
        return others.Then(AxisMap.Strided(DeviceLeaf.AttributeCount, DeviceAttributes.StatusPlace, 1, 0), one)
            + View.Constant(Shape.Of(1, 1), (long)DeviceStatus.Active).Then(AxisMap.Place(DeviceLeaf.AttributeCount, DeviceAttributes.StatusPlace), one);
    }
}
