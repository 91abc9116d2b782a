using Zkml.Contracts;

namespace Zkml.Enrollment.Registry;

/// <summary>A published state of the registry.</summary>
internal sealed class EpochRow
{
    public required long Number { get; init; }

    public required Digest Root { get; init; }

    /// <summary>Leaves: devices, revoked ones included.</summary>
    public required int Devices { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }
}
