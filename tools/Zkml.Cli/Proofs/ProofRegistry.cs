namespace Zkml.Cli.Proofs;

/// <summary>The kinds of files this version makes and checks.</summary>
public static class ProofRegistry
{
    public static IReadOnlyList<IFileKind> All { get; } =
        [new DeviceProofKind(), new IrisProofKind(), new FaceProofKind(), new MatchProofKind(), new InferenceProofKind(), new BundleKind()];
}
