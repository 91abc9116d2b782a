using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Alignment;
using Zkml.Statements.Personhood;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Face;

/// <summary>The private inputs of a face proof. Zeroed on dispose; has no text form.</summary>
/// <param name="message">The signed bytes: 208, the Sig_structure.</param>
/// <param name="signature">r ‖ s, 64 bytes.</param>
/// <param name="key">x ‖ y, 64 bytes, big-endian.</param>
/// <param name="membership">Of the device in the registry, in the epoch of the proof.</param>
/// <param name="pixels">Rows of red, green, blue.</param>
/// <param name="blinding">8 uniform elements that hide the template in its commitment.</param>
public sealed class FaceSecrets(byte[] message, byte[] signature, byte[] key, DeviceMembership membership, byte[] pixels, KoalaBear[] blinding)
    : PersonhoodSecrets(message, signature, key, membership, blinding)
{
    /// <summary>What the device signed: a face, or a frame.</summary>
    public override byte[] Pixels { get; } = pixels;

    /// <summary>Where in a frame the face is.</summary>
    public Similarity? Transform { get; init; }

    /// <summary>Copies of what a device handed over, as the prover wants them.</summary>
    /// <param name="package">With an image of a face.</param>
    /// <param name="key">Of the device that signed it.</param>
    /// <param name="membership">Of that device in the registry, in the epoch of the proof.</param>
    /// <param name="blinding">8 uniform elements that hide the template in its commitment.</param>
    /// <param name="transform">Where in a frame the face is.</param>
    public static FaceSecrets Of(CapturePackage package, P256PublicKey key, DeviceMembership membership, KoalaBear[] blinding, Similarity? transform = null)
    {
        CoseSign1 message = package.Capture.Message;
        return new FaceSecrets(
            SigStructure.Bytes(message.Payload), message.Signature.ToArray(), key.ToArray(), membership, package.CopyPixels(), [.. blinding])
        {
            Transform = transform,
        };
    }
}
