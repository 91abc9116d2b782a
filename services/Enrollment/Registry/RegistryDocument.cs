namespace Zkml.Enrollment.Registry;

/// <summary>The answer of GET /v1/registry.</summary>
/// <param name="Registry">Its address.</param>
/// <param name="Epoch">The latest.</param>
/// <param name="Root">Of the latest epoch: 32 bytes, hexadecimal.</param>
/// <param name="Depth">The tree has 2^depth leaves.</param>
/// <param name="Devices">Leaves in use, revoked devices included.</param>
/// <param name="SignedRoot">JWT of type zkml-registry-root+jwt; its keys are at /v1/registry/keys.</param>
/// <param name="History">Epochs after the one asked for, latest first.</param>
public sealed record RegistryDocument(
    string Registry, long Epoch, string Root, int Depth, int Devices, string SignedRoot, IReadOnlyList<RegistryDocument.PastEpoch> History)
{
    public sealed record PastEpoch(long Epoch, string Root, int Devices, DateTimeOffset PublishedAt);
}
