using System.Diagnostics;

namespace Zkml.Cli.Bench;

/// <summary>Warms a work up, runs it, and verifies every proof: a time for a wrong proof is no figure.</summary>
public static class BenchRunner
{
    /// <summary>Warm-ups go on for so long: the first runs still hold the compilation of every kernel, which goes on in the background.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Returns null when a proof is rejected.</summary>
    public static BenchReport? Run(IBenchWork work, int size, int runs, int threads, Action<string> step)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        step($"{work.Name}: preparing");
        work.Prepare();
        step($"{work.Name}: warming up");
        Sample sample = Measure(work, threads);
        long start = Stopwatch.GetTimestamp();
        while (sample.Valid && Stopwatch.GetElapsedTime(start) < WarmUp && sample.Prove < WarmUp)
        {
            sample = Measure(work, threads);
        }

        var samples = new List<Sample>(runs);
        while (sample.Valid && samples.Count < runs)
        {
            step($"{work.Name}: run {samples.Count + 1} of {runs}");
            sample = Measure(work, threads);
            samples.Add(sample);
        }

        return sample.Valid ? Report(work, size, threads, samples) : null;
    }

    private static Sample Measure(IBenchWork work, int threads)
    {
        long start = Stopwatch.GetTimestamp();
        byte[] proof = work.Prove(threads);
        long proved = Stopwatch.GetTimestamp();
        bool valid = work.Verify(proof);
        return new Sample(Stopwatch.GetElapsedTime(start, proved), Stopwatch.GetElapsedTime(proved), proof.Length, valid);
    }

    private static BenchReport Report(IBenchWork work, int size, int threads, List<Sample> samples) => new(work.Name, size, threads, samples.Count)
    {
        ProveMs = Spread.Of([.. samples.Select(s => s.Prove)]),
        VerifyMs = Spread.Of([.. samples.Select(s => s.Verify)]),
        ProofBytes = samples[^1].ProofBytes,
        PeakRssMb = PeakMemory.Megabytes(),
        Committed = work.Committed,
        Lookups = work.Lookups,
        SoundnessBits = work.SoundnessBits,
    };

    private readonly record struct Sample(TimeSpan Prove, TimeSpan Verify, int ProofBytes, bool Valid);
}
