namespace Zkml.Fuzz;

/// <summary>Everything that is fuzzed.</summary>
public static class FuzzTargets
{
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new ProofTarget("proof", 1), new ProofTarget("long-proof", 1 << 17), new CaptureTarget(), new DeviceCertificateTarget(),
        new CredentialTarget(), new ImageTarget(), new RegistryTarget(), new IrisFileTarget(), new FaceFileTarget(), new ProofJobTarget(), new ModelTarget(),
        new TemplateTarget(),
    ];
}
