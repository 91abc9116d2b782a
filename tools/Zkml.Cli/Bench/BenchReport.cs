namespace Zkml.Cli.Bench;

/// <summary>What one bench measured.</summary>
public sealed record BenchReport(string Name, int Size, int Threads, int Runs)
{
    public required Spread ProveMs { get; init; }

    public required Spread VerifyMs { get; init; }

    public required int ProofBytes { get; init; }

    public required double PeakRssMb { get; init; }

    public required long Committed { get; init; }

    public required long Lookups { get; init; }

    public required double SoundnessBits { get; init; }
}
