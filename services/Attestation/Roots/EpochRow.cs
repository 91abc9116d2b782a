using Zkml.Contracts;

namespace Zkml.Attestation.Roots;

/// <summary>A root that the registry of devices published.</summary>
public sealed class EpochRow
{
    public required long Number { get; init; }

    public required Digest Root { get; init; }

    public required int Devices { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }
}
