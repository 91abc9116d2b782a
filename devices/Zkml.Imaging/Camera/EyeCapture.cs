using Zkml.Captures;

namespace Zkml.Imaging;

/// <summary>A signed capture with what was seen: pixels and mask travel beside the signature.</summary>
public sealed class EyeCapture(SignedCapture signed, IrisView view) : IDisposable
{
    public SignedCapture Signed { get; } = signed;

    public IrisView View { get; } = view;

    /// <summary>Row after row.</summary>
    public ReadOnlyMemory<byte> Pixels => View.Iris.Pixels.Memory;

    /// <summary>As the manifest's digest has it: eight pixels to a byte.</summary>
    public byte[] PackedMask() => MaskDigest.Pack(View.Iris.Mask.Pixels);

    public void Dispose() => View.Dispose();

    /// <summary>Pixels are nobody's to print.</summary>
    public override string ToString() => nameof(EyeCapture);
}
