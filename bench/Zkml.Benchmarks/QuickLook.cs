using System.Diagnostics;

namespace Zkml.Benchmarks;

/// <summary>
/// Minimum and median over many short samples. The minimum is the figure to compare: other work on the machine only ever adds time.
/// </summary>
internal static class QuickLook
{
    private const double Seconds = 0.5;

    /// <summary>Long enough for the clock, short enough to fall between interruptions.</summary>
    private const double SampleSeconds = 100e-6;

    public static void Run(string part)
    {
        foreach (Kernel kernel in KernelBenchmarks.Kernels.Where(k => k.Name.Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            int calls = Calls(kernel);
            var samples = new List<double>();
            for (Stopwatch clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < Seconds;)
            {
                samples.Add(Sample(kernel, calls));
            }

            samples.Sort();
            double perElement = samples[0] / kernel.Elements, median = samples[samples.Count / 2] / kernel.Elements;
            Console.WriteLine($"{kernel.Name,-44} {samples[0] / 1e3,10:F3} us  {perElement,8:F3} ns/element  median {median,8:F3}");
        }
    }

    private static int Calls(Kernel kernel)
    {
        // The optimising compiler replaces the first version in the background.
        for (Stopwatch clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < 0.3;)
        {
            kernel.Run();
        }

        return Math.Max(1, (int)(SampleSeconds * 1e9 / Sample(kernel, 1)));
    }

    /// <summary>Nanoseconds per call.</summary>
    private static double Sample(Kernel kernel, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            kernel.Run();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }
}
