namespace Zkml.Cli.Proofs;

/// <summary>The kinds of proof this version makes and checks.</summary>
public static class ProofRegistry
{
    public static IReadOnlyList<IProofKind> All { get; } = [new DeviceProofKind()];
}
