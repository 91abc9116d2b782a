using Microsoft.Extensions.Options;
using Zkml.Statements.Face;
using Zkml.Statements.Inference;
using Zkml.Statements.Personhood;

namespace Zkml.Prover.Proving;

/// <summary>Proofs at a time, limited by what they need together.</summary>
internal sealed class MemoryBudget(IOptions<ProverOptions> options) : IDisposable
{
    /// <summary>
    /// Measured: 0.21 GB for 0.77 million committed values, 0.40 GB for 2.3 million, 1.17 GB for 10.9 million, 1.94 GB for 19.6 million, each with the runtime.
    /// </summary>
    private const long BytesPerValue = 100, Fixed = 300 << 20, Megabyte = 1 << 20;

    private readonly SemaphoreSlim _freed = new(0);
    private readonly Lock _lock = new();
    private long _used;

    /// <summary>Waits for room, and gives it back when disposed.</summary>
    /// <exception cref="InvalidOperationException">There will never be room.</exception>
    public async Task<IDisposable> ReserveAsync(PersonhoodStatementVerifier statement, CancellationToken cancel)
    {
        long needed = NeededFor(statement), budget = options.Value.MemoryMegabytes * Megabyte;
        if (budget > 0 && needed > budget)
        {
            throw new InvalidOperationException($"A proof of this statement needs about {needed / Megabyte} MB, more than Prover:MemoryMegabytes.");
        }

        while (!TryReserve(needed, budget))
        {
            await _freed.WaitAsync(cancel);
        }

        return new Reservation(this, needed);
    }

    /// <summary>Networks are looked up more than hashed, and lighter for each value: the estimate of their own bench.</summary>
    public static long NeededFor(PersonhoodStatementVerifier statement) => statement is FaceStatementVerifier face
        ? Fixed + (long)(ProofEstimate.Of(face.Plan, face.Statement.Model.Network).MemoryMb * Megabyte)
        : Fixed + BytesPerValue * statement.Plan.Statement.Length;

    public void Dispose() => _freed.Dispose();

    private bool TryReserve(long needed, long budget)
    {
        lock (_lock)
        {
            if (budget > 0 && _used + needed > budget)
            {
                return false;
            }

            _used += needed;
            return true;
        }
    }

    private sealed class Reservation(MemoryBudget budget, long bytes) : IDisposable
    {
        public void Dispose()
        {
            lock (budget._lock)
            {
                budget._used -= bytes;
            }

            budget._freed.Release();
        }
    }
}
