using System.Buffers.Binary;
using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Gadgets.Merkle;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Personhood;

/// <summary>The private inputs of every proof of personhood. Zeroed on dispose; has no text form.</summary>
public abstract class PersonhoodSecrets : IDisposable
{
    /// <param name="message">The signed bytes: 208, the Sig_structure.</param>
    /// <param name="signature">r ‖ s, 64 bytes.</param>
    /// <param name="key">x ‖ y, 64 bytes, big-endian.</param>
    /// <param name="membership">Of the device in the registry, in the epoch of the proof.</param>
    /// <param name="blinding">8 uniform elements that hide the template in its commitment.</param>
    protected PersonhoodSecrets(byte[] message, byte[] signature, byte[] key, DeviceMembership membership, KoalaBear[] blinding)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(message.Length, SigStructure.Length, nameof(message));
        ArgumentOutOfRangeException.ThrowIfNotEqual(signature.Length, CoseSign1.SignatureLength, nameof(signature));
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, P256PublicKey.Length, nameof(key));
        ArgumentOutOfRangeException.ThrowIfNotEqual(blinding.Length, Poseidon2Commitment.BlindingLength, nameof(blinding));
        (Message, Signature, Key, Membership, Blinding) = (message, signature, key, membership, blinding);
    }

    public byte[] Message { get; }

    public byte[] Signature { get; }

    public byte[] Key { get; }

    public DeviceMembership Membership { get; }

    /// <summary>Row after row.</summary>
    public abstract byte[] Pixels { get; }

    public KoalaBear[] Blinding { get; }

    public ReadOnlySpan<byte> KeyX => Key.AsSpan(0, DeviceLeaf.CoordinateLength);

    public ReadOnlySpan<byte> KeyY => Key.AsSpan(DeviceLeaf.CoordinateLength);

    internal long CapturedAt => BinaryPrimitives.ReadInt64BigEndian(Message.AsSpan(SigStructure.CapturedAt));

    internal FirmwareVersion Firmware => new(BinaryPrimitives.ReadUInt32BigEndian(Message.AsSpan(SigStructure.Firmware)));

    internal int Quality => BinaryPrimitives.ReadUInt16BigEndian(Message.AsSpan(SigStructure.Quality));

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    public override string ToString() => GetType().Name;

    /// <summary>32 bytes of the signed ones.</summary>
    internal Bytes32 Field(int offset) => new(Message.AsSpan(offset, Bytes32.Length));

    protected virtual void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(Message);
        CryptographicOperations.ZeroMemory(Signature);
        CryptographicOperations.ZeroMemory(Key);
        CryptographicOperations.ZeroMemory(Pixels);
        Array.Clear(Blinding);
    }
}
