using Zkml.Gadgets.Merkle;

namespace Zkml.Statements.Device;

/// <summary>What fixes a device statement; the same parameters give the same statement on every machine.</summary>
/// <param name="MaxBlocks">The message has at most 64·MaxBlocks − 9 bytes (SHA-256 blocks with padding), 1 … 64.</param>
/// <param name="ContextOffset">Where in the message the 32 bytes of context stand.</param>
/// <param name="RegistryDepth">The registry has 2^RegistryDepth leaves, 1 … 26.</param>
public sealed record DeviceParameters(int MaxBlocks = 8, int ContextOffset = 0, int RegistryDepth = 20)
{
    public const int ContextLength = 32;

    internal const int BytesPerBlock = 64;

    private const int LeastPadding = 9;

    private const int MostBlocks = 64;

    public int MaxLength => BytesPerBlock * MaxBlocks - LeastPadding;

    /// <summary>Null when the parameters are usable, else what is wrong with them, in one sentence.</summary>
    public string? Problem => this switch
    {
        { MaxBlocks: < 1 or > MostBlocks } => $"A message has 1 to {MostBlocks} blocks, not {MaxBlocks}.",
        { ContextOffset: < 0 } => "The context cannot stand before the message.",
        _ when ContextOffset > MaxLength - ContextLength => $"A context at byte {ContextOffset} does not fit into {MaxLength} bytes.",
        { RegistryDepth: < 1 or > PoseidonMerkleTree.MaxDepth } => $"A registry has a depth of 1 to {PoseidonMerkleTree.MaxDepth}, not {RegistryDepth}.",
        _ => null,
    };
}
