using System.Security.Cryptography;
using Zkml.Fields;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Device;

/// <summary>The private inputs of a device proof. Zeroed on dispose; has no text form.</summary>
public sealed class DeviceSecrets : IDisposable
{
    /// <param name="message">The signed bytes.</param>
    /// <param name="signature">r ‖ s, 64 bytes (IEEE P1363).</param>
    /// <param name="key">x ‖ y, 64 bytes, big-endian.</param>
    /// <param name="membership">Of the device in the registry.</param>
    /// <param name="blinding">8 uniform elements that hide the message in the commitment.</param>
    public DeviceSecrets(byte[] message, byte[] signature, byte[] key, DeviceMembership membership, KoalaBear[] blinding)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(signature.Length, 64, nameof(signature));
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, 64, nameof(key));
        (Message, Signature, Key, Membership, Blinding) = (message, signature, key, membership, blinding);
    }

    public byte[] Message { get; }

    public byte[] Signature { get; }

    public byte[] Key { get; }

    public DeviceMembership Membership { get; }

    public KoalaBear[] Blinding { get; }

    public ReadOnlySpan<byte> KeyX => Key.AsSpan(0, 32);

    public ReadOnlySpan<byte> KeyY => Key.AsSpan(32, 32);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(Message);
        CryptographicOperations.ZeroMemory(Signature);
        CryptographicOperations.ZeroMemory(Key);
        Array.Clear(Blinding);
    }

    public override string ToString() => nameof(DeviceSecrets);
}
