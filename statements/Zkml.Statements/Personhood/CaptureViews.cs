using System.Buffers.Binary;
using Zkml.Captures;
using Zkml.Gadgets.Bits;
using Zkml.Gadgets.Sha256;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Personhood;

/// <summary>
/// The fields of the signed bytes S (208), at their fixed offsets. Shown: S is a Sig_structure around a manifest of this modality, size and digest
/// algorithm, and its verdict v is not "attack": v·(v − 1) = 0.
/// </summary>
internal sealed class CaptureViews
{
    private const int DigestElements = Bytes32.Length / sizeof(uint);

    private readonly Sha256Gadget _hash;

    /// <param name="builder">Of the statement.</param>
    /// <param name="hash">Of S.</param>
    /// <param name="head">By <see cref="Head"/>.</param>
    public CaptureViews(StatementBuilder builder, Sha256Gadget hash, ReadOnlySpan<byte> head)
    {
        _hash = hash;
        ByteFields.AssertBytes(builder, "head of the manifest", hash.MessageBytes(0, head.Length), head);
        ByteFields.AssertBytes(builder, "reserved", hash.MessageBytes(SigStructure.Reserved, 2), [0, 0]);
        View verdict = hash.MessageByte(SigStructure.AttackVerdict);
        builder.AssertZero("not an attack", [new Product(1, verdict, verdict)], -verdict);
    }

    /// <summary>1 × 32.</summary>
    public View Nonce => _hash.MessageBytes(SigStructure.Nonce, Bytes32.Length);

    /// <summary>1 × 32.</summary>
    public View HolderThumbprint => _hash.MessageBytes(SigStructure.HolderThumbprint, Bytes32.Length);

    /// <summary>1 × 4: 16-bit limbs, lowest first.</summary>
    public View CapturedAt => _hash.MessageBytes(SigStructure.CapturedAt, sizeof(long)).BigEndianLimbs(2);

    /// <summary>1 × 2.</summary>
    public View Firmware => _hash.MessageBytes(SigStructure.Firmware, sizeof(uint)).BigEndianLimbs(2);

    /// <summary>1 × 1.</summary>
    public View Quality => _hash.MessageBytes(SigStructure.Quality, sizeof(ushort)).BigEndianLimbs(2);

    /// <summary>8 × 1, modulo p: a Poseidon2 digest.</summary>
    public View ImageElements => Elements(SigStructure.ImageDigest);

    /// <summary>8 × 1, modulo p.</summary>
    public View MaskElements => Elements(SigStructure.MaskDigest);

    /// <summary>1 × 32.</summary>
    public View ImageDigest => _hash.MessageBytes(SigStructure.ImageDigest, Bytes32.Length);

    /// <summary>1 × 32.</summary>
    public View MaskDigest => _hash.MessageBytes(SigStructure.MaskDigest, Bytes32.Length);

    /// <summary>The bytes before the verdict: CBOR, magic, version, modality, algorithm, width, height.</summary>
    public static byte[] Head(ImageShape shape, DigestAlgorithm digest)
    {
        byte[] head = new byte[SigStructure.AttackVerdict];
        SigStructure.Prefix.CopyTo(head);
        ManifestLayout.MagicBytes.CopyTo(head.AsSpan(SigStructure.Manifest));
        head[SigStructure.Manifest + ManifestLayout.Version] = ManifestLayout.FormatVersion;
        head[SigStructure.Modality] = (byte)shape.Modality;
        head[SigStructure.DigestAlgorithm] = (byte)digest;
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(SigStructure.Width), (ushort)shape.Width);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(SigStructure.Height), (ushort)shape.Height);
        return head;
    }

    /// <summary>
    /// Little-endian words modulo p. A word of p or more is not refused: it names one element all the same, and what the bytes are the device has
    /// signed, not the prover. Devices write words below p.
    /// </summary>
    private View Elements(int offset) => _hash.MessageBytes(offset, Bytes32.Length)
        .ThenLast(AxisMap.Sparse(DigestElements, Bytes32.Length, [.. Enumerable.Range(0, Bytes32.Length).Select(i =>
            new AxisMap.Entry(i / sizeof(uint), i, 1L << (8 * (i % sizeof(uint)))))]))
        .WithShape(DigestElements, 1);
}
