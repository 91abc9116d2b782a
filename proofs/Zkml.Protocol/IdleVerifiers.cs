using System.Collections.Concurrent;
using Zkml.Protocol.Language;

namespace Zkml.Protocol;

/// <summary>
/// Checks by verifiers that are kept, with their memory, for whoever checks next: fresh memory costs about 1 ms per MB, and what many threads free in turn, the
/// system's allocator keeps for each of them. As many stay as were ever at work at once. Safe for several threads.
/// </summary>
public static class IdleVerifiers
{
    private static readonly ConcurrentBag<Verifier> Idle = [];

    /// <summary>Null when the proof is valid, else the check that failed; see <see cref="Verifier.Check(ProtocolPlan, PublicValues, ReadOnlySpan{byte})"/>.</summary>
    public static string? Check(ProtocolPlan plan, PublicValues publics, ReadOnlySpan<byte> proof)
    {
        if (!Idle.TryTake(out Verifier? verifier))
        {
            verifier = new Verifier();
        }

        try
        {
            return verifier.Check(plan, publics, proof);
        }
        finally
        {
            Idle.Add(verifier);
        }
    }
}
