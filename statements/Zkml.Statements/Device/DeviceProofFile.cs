using System.Formats.Cbor;
using Zkml.Fields;
using Zkml.Gadgets.Merkle;

namespace Zkml.Statements.Device;

/// <summary>
/// A device proof with all that is needed to check it, as deterministic CBOR (RFC 8949, 4.2): tag 55799 (self-described CBOR), then the array
/// ["zkml/device/1", max blocks, context offset, registry depth, root (32 bytes), context (32), commitment (32), proof]. Elements are four
/// canonical little-endian bytes each.
/// </summary>
public sealed record DeviceProofFile(DeviceParameters Parameters, DevicePublics Publics, byte[] Proof)
{
    /// <summary>Far above any device proof; longer files are refused before anything is decoded.</summary>
    public const int MaxLength = 8 << 20;

    private const string Kind = "zkml/device/1";

    private const int Items = 8;

    private const int DigestBytes = PoseidonMerkleTree.DigestLength * sizeof(uint);

    /// <summary>Tag, array head and text of this kind.</summary>
    private static readonly byte[] Head = WriteHead();

    public static bool Recognises(ReadOnlySpan<byte> file) => file.StartsWith(Head);

    public byte[] Encode()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteTag(CborTag.SelfDescribeCbor);
        writer.WriteStartArray(Items);
        writer.WriteTextString(Kind);
        writer.WriteInt32(Parameters.MaxBlocks);
        writer.WriteInt32(Parameters.ContextOffset);
        writer.WriteInt32(Parameters.RegistryDepth);
        writer.WriteByteString(Bytes(Publics.RegistryRoot));
        writer.WriteByteString(Publics.Context);
        writer.WriteByteString(Bytes(Publics.Commitment));
        writer.WriteByteString(Proof);
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>Reads exactly what <see cref="Encode"/> writes; null for anything else.</summary>
    public static DeviceProofFile? TryDecode(byte[] file)
    {
        if (file.Length > MaxLength || !Recognises(file))
        {
            return null;
        }

        try
        {
            return Decode(new CborReader(file, CborConformanceMode.Canonical));
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    private static DeviceProofFile? Decode(CborReader reader)
    {
        reader.ReadTag();
        reader.ReadStartArray();
        reader.ReadTextString();
        var parameters = new DeviceParameters(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        byte[] root = reader.ReadByteString(), context = reader.ReadByteString(), commitment = reader.ReadByteString(), proof = reader.ReadByteString();
        reader.ReadEndArray();
        return reader.BytesRemaining == 0 && parameters.Problem is null && context.Length == DeviceParameters.ContextLength
            && TryElements(root, out KoalaBear[] rootElements) && TryElements(commitment, out KoalaBear[] commitmentElements)
            ? new DeviceProofFile(parameters, new DevicePublics(rootElements, context, commitmentElements), proof)
            : null;
    }

    private static byte[] Bytes(KoalaBear[] elements)
    {
        var bytes = new byte[elements.Length * sizeof(uint)];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i].Write(bytes.AsSpan(i * sizeof(uint)));
        }

        return bytes;
    }

    private static bool TryElements(byte[] bytes, out KoalaBear[] elements)
    {
        elements = new KoalaBear[PoseidonMerkleTree.DigestLength];
        bool canonical = bytes.Length == DigestBytes;
        for (int i = 0; canonical && i < elements.Length; i++)
        {
            canonical = KoalaBear.TryRead(bytes.AsSpan(i * sizeof(uint), sizeof(uint)), out elements[i]);
        }

        return canonical;
    }

    private static byte[] WriteHead()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical, allowMultipleRootLevelValues: true);
        writer.WriteTextString(Kind);
        return [0xd9, 0xd9, 0xf7, 0x80 | Items, .. writer.Encode()];
    }
}
