namespace Zkml.Cli.Bench;

/// <summary>Least, middle and greatest of the measured times, in milliseconds to the microsecond.</summary>
public sealed record Spread(double Min, double Median, double Max)
{
    public static Spread Of(IReadOnlyCollection<TimeSpan> times)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentOutOfRangeException.ThrowIfZero(times.Count);
        double[] sorted = [.. times.Select(t => Math.Round(t.TotalMilliseconds, 3)).Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : Math.Round((sorted[middle - 1] + sorted[middle]) / 2, 3);
        return new Spread(sorted[0], median, sorted[^1]);
    }
}
