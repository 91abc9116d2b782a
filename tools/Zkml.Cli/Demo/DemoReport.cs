using Zkml.Cli.Proofs;

namespace Zkml.Cli.Demo;

/// <summary>One step of the demonstration.</summary>
/// <param name="Who">Party.</param>
/// <param name="What">Did what, with which result.</param>
/// <param name="Ms">How long it took.</param>
public sealed record DemoStep(string Who, string What, double Ms);

/// <summary>What a party knows at the end, and what it does not.</summary>
public sealed record DemoKnowledge(string Party, string Learned, string NotLearned);

/// <summary>A bundle that was changed, and the reason it is refused for.</summary>
public sealed record DemoTampering(string Change, string Reason);

/// <summary>Everything `zkml demo` did.</summary>
public sealed record DemoReport
{
    public required IReadOnlyList<DemoStep> Steps { get; init; }

    public required int ProofBytes { get; init; }

    public required int BundleBytes { get; init; }

    public required double SoundnessBits { get; init; }

    /// <summary>What the third party found, from the bundle and two pinned values alone.</summary>
    public required VerifyReport Verification { get; init; }

    public required IReadOnlyList<DemoTampering> Tampered { get; init; }

    public required IReadOnlyList<DemoKnowledge> Knowledge { get; init; }

    /// <summary>Written with --out.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    public required string Issuer { get; init; }

    public required string IssuerKey { get; init; }

    public required string RegistryRoot { get; init; }
}
