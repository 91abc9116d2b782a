namespace Zkml.Captures;

/// <summary>What the registry says of a device.</summary>
public enum DeviceStatus
{
    Unknown,
    Active,
    Revoked,
}
