namespace Zkml.Contracts;

/// <summary>The registry of devices has a new root. Epochs only grow.</summary>
[MessageName("zkml.v1.registry-epoch-published", Service.Enrollment, Receivers = [Service.Attestation])]
public sealed record RegistryEpochPublished : Message
{
    /// <summary>2^32 − 1 stands for "never" in the statement.</summary>
    public const long LastEpoch = uint.MaxValue - 1L;

    [Bounds(0, LastEpoch)]
    public required long Epoch { get; init; }

    /// <summary>The root of the tree: 8 field elements of 4 bytes.</summary>
    public required Digest Root { get; init; }

    /// <summary>Leaves of the tree: devices, revoked ones included. Never fewer than before.</summary>
    [Bounds(0, 1 << 26)]
    public required int Devices { get; init; }
}
