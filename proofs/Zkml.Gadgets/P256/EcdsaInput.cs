namespace Zkml.Gadgets.P256;

/// <summary>A signature (r, s) of a SHA-256 digest, and the key it is claimed to be by; integers below 2^256, otherwise unchecked.</summary>
public readonly record struct EcdsaInput(UInt256 Digest, UInt256 R, UInt256 S, UInt256 KeyX, UInt256 KeyY)
{
    public AffinePoint Key => new(Residue<FieldPrime>.FromInteger(KeyX), Residue<FieldPrime>.FromInteger(KeyY));

    /// <summary>From big-endian bytes: digest (32), signature r ‖ s (IEEE P1363, 64), key x ‖ y (64).</summary>
    public static EcdsaInput FromBytes(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(signature.Length, 2 * UInt256.Size, nameof(signature));
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, 2 * UInt256.Size, nameof(key));
        return new(
            UInt256.FromBigEndian(digest), UInt256.FromBigEndian(signature[..32]), UInt256.FromBigEndian(signature[32..]),
            UInt256.FromBigEndian(key[..32]), UInt256.FromBigEndian(key[32..]));
    }

    /// <summary>Signatures and keys are private: nothing is printed.</summary>
    public override string ToString() => nameof(EcdsaInput);
}
