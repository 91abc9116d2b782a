namespace Zkml.Statements.Registry;

/// <summary>When a device may sign: from Enrolled on, before Revoked.</summary>
/// <param name="Enrolled">First good epoch.</param>
/// <param name="Revoked">First epoch that is no longer good.</param>
public readonly record struct DeviceEpochs(uint Enrolled, uint Revoked = DeviceEpochs.Never)
{
    /// <summary>As Revoked: not revoked.</summary>
    public const uint Never = uint.MaxValue;

    public bool Contains(uint epoch) => Enrolled <= epoch && epoch < Revoked;
}
