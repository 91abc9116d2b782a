using System.Diagnostics;

namespace Zkml.Fuzz;

/// <summary>Fuzzing without instrumentation, for machines that have no libFuzzer driver.</summary>
public static class MutationLoop
{
    /// <summary>Runs until the time is over; returns the first input that made the target throw, or null.</summary>
    public static Finding? Run(IFuzzTarget target, TimeSpan duration, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(target);
        var mutator = new Mutator(seed);
        long start = Stopwatch.GetTimestamp(), runs = 0;
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            byte[] input = mutator.Mutate(target.Seeds);
            runs++;
            try
            {
                target.Run(input);
            }
#pragma warning disable CA1031 // Every exception of a decoder is what this loop looks for.
            catch (Exception e)
#pragma warning restore CA1031
            {
                return new Finding(target.Name, input, runs, e);
            }
        }

        Console.WriteLine($"{target.Name}: {runs} inputs, no finding");
        return null;
    }
}
