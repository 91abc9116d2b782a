using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Statements.Personhood;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Iris;

/// <summary>The private inputs of an iris proof. Zeroed on dispose; has no text form.</summary>
public sealed class IrisSecrets : PersonhoodSecrets
{
    /// <param name="message">The signed bytes: 208, the Sig_structure.</param>
    /// <param name="signature">r ‖ s, 64 bytes.</param>
    /// <param name="key">x ‖ y, 64 bytes, big-endian.</param>
    /// <param name="membership">Of the device in the registry, in the epoch of the proof.</param>
    /// <param name="pixels">128 rows of pixels.</param>
    /// <param name="mask">128 rows, one byte per pixel, 0 or 1.</param>
    /// <param name="blinding">8 uniform elements that hide the template in its commitment.</param>
    public IrisSecrets(
        byte[] message, byte[] signature, byte[] key, DeviceMembership membership, byte[] pixels, byte[] mask, KoalaBear[] blinding)
        : base(message, signature, key, membership, blinding)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(mask.Length, pixels.Length, nameof(mask));
        if (mask.AsSpan().ContainsAnyExceptInRange<byte>(0, 1))
        {
            throw new ArgumentException("A mask has the values 0 and 1.", nameof(mask));
        }

        (Pixels, Mask) = (pixels, mask);
    }

    /// <summary>Copies of what a device handed over, as the prover wants them.</summary>
    /// <param name="package">With an image of an iris.</param>
    /// <param name="key">Of the device that signed it.</param>
    /// <param name="membership">Of that device in the registry, in the epoch of the proof.</param>
    /// <param name="blinding">8 uniform elements that hide the template in its commitment.</param>
    public static IrisSecrets Of(CapturePackage package, P256PublicKey key, DeviceMembership membership, KoalaBear[] blinding)
    {
        CoseSign1 message = package.Capture.Message;
        return new IrisSecrets(
            SigStructure.Bytes(message.Payload), message.Signature.ToArray(), key.ToArray(), membership, package.CopyPixels(), MaskDigest.Unpack(package.Mask),
            [.. blinding]);
    }

    public override byte[] Pixels { get; }

    public byte[] Mask { get; }

    /// <summary>For a statement with shares.</summary>
    public SecretShares? Shares { get; init; }

    /// <summary>The same arrays, with shares; only one of the two is disposed.</summary>
    public IrisSecrets With(SecretShares? shares) => new(Message, Signature, Key, Membership, Pixels, Mask, Blinding) { Shares = shares };

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        CryptographicOperations.ZeroMemory(Mask);
        Shares?.Dispose();
    }
}
