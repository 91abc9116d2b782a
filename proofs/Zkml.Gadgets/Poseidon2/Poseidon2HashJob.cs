using Zkml.Fields;

namespace Zkml.Gadgets.Hashing;

/// <summary>Hashes of one kind in a batch.</summary>
/// <param name="Sponge">Of the batch's width.</param>
/// <param name="Length">Elements of each message.</param>
/// <param name="Count">Messages.</param>
public sealed record Poseidon2HashJob(Poseidon2Sponge Sponge, int Length, int Count)
{
    /// <summary>Permutations of each message.</summary>
    public int Blocks => Sponge.Blocks(Length);

    /// <summary>Permutations of all of them.</summary>
    public int Permutations => Blocks * Count;
}
