namespace Zkml.Protocol.Proving;

/// <summary>Runs independent pieces of work on a fixed number of threads. Results never depend on that number: field sums are exact.</summary>
internal sealed class Workers
{
    private readonly ParallelOptions _options;

    public Workers(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Threads = threads;
        _options = new ParallelOptions { MaxDegreeOfParallelism = threads };
    }

    public int Threads { get; }

    /// <summary>body(0), …, body(count − 1). A piece should take 50 µs or more: an empty run costs 2–5 µs.</summary>
    public void For(int count, Action<int> body)
    {
        if (Threads == 1 || count <= 1)
        {
            for (int i = 0; i < count; i++)
            {
                body(i);
            }

            return;
        }

        Parallel.For(0, count, _options, body);
    }

    /// <summary>Pieces of [0, length) of at most <paramref name="grain"/> elements, each starting at a multiple of the grain.</summary>
    public void ForRanges(int length, int grain, Action<int, int> body) =>
        For((length + grain - 1) / grain, i => body(i * grain, Math.Min(grain, length - i * grain)));
}
