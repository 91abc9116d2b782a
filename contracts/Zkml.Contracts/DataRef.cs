namespace Zkml.Contracts;

/// <summary>A claim check: where bytes lie that are too large or too private for a message. Not an address: the receiver's own store finds it.</summary>
public sealed record DataRef
{
    public const long LargestSize = 64 << 20;

    public required Guid Id { get; init; }

    /// <summary>Of the stored bytes; of the ciphertext where they are sealed.</summary>
    public required Digest Sha256 { get; init; }

    [Bounds(1, LargestSize)]
    public required long Size { get; init; }
}
