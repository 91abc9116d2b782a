using System.Formats.Cbor;

namespace Zkml.Captures.Tests;

/// <summary>COSE_Sign1 by another writer, with one part changed.</summary>
internal static class CoseVariant
{
    public static byte[] Write(
        byte[] manifest, byte[] signature, ulong? tag = 18, byte[]? header = null, Action<CborWriter>? unprotected = null, Action<CborWriter>? payload = null)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        if (tag is ulong value)
        {
            writer.WriteTag((CborTag)value);
        }

        writer.WriteStartArray(4);
        writer.WriteByteString(header ?? [0xa1, 0x01, 0x26]);
        if (unprotected is null)
        {
            writer.WriteStartMap(0);
            writer.WriteEndMap();
        }
        else
        {
            unprotected(writer);
        }

        if (payload is null)
        {
            writer.WriteByteString(manifest);
        }
        else
        {
            payload(writer);
        }

        writer.WriteByteString(signature);
        writer.WriteEndArray();
        return writer.Encode();
    }

    public static void Map(CborWriter writer, int key, int value)
    {
        writer.WriteStartMap(1);
        writer.WriteInt32(key);
        writer.WriteInt32(value);
        writer.WriteEndMap();
    }

    public static void Chunks(CborWriter writer, byte[] bytes)
    {
        writer.WriteStartIndefiniteLengthByteString();
        writer.WriteByteString(bytes[..100]);
        writer.WriteByteString(bytes[100..]);
        writer.WriteEndIndefiniteLengthByteString();
    }
}
