using Zkml.Captures;

namespace Zkml.Device.Faults;

/// <summary>A capture with everything that comes with it, and why it must be refused.</summary>
/// <param name="Fault">What was made wrong.</param>
/// <param name="File">The signed capture.</param>
/// <param name="Pixels">As handed in, not always as signed.</param>
/// <param name="Mask">As handed in, not always as signed.</param>
/// <param name="Expected">What the verifier asks for, with the registered key and its status.</param>
/// <param name="Reason">The reason that <see cref="CaptureCheck"/> must give.</param>
public sealed record FaultyCapture(
    CaptureFault Fault, byte[] File, byte[] Pixels, byte[] Mask, CaptureExpectations Expected, CaptureRejection Reason)
{
    public CaptureRejection Check() => CaptureCheck.Run(File, Pixels, Mask, Expected);

    /// <summary>Pixels are nobody's to print.</summary>
    public override string ToString() => Fault.ToString();
}
