using System.Diagnostics.CodeAnalysis;
using System.Formats.Cbor;
using Zkml.Captures;

namespace Zkml.Statements.Registry;

/// <summary>
/// A registry as a file, deterministic CBOR (RFC 8949, 4.2): tag 55799, then ["zkml/registry/1", depth, roots, devices]. Roots are those of all epochs
/// from 0 on, 32 bytes each in one byte string; a device is [x ‖ y, enrolled, revoked or null, firmware, model]. An epoch after the last root is the one
/// that waits. Reading enrols, revokes and publishes everything once more and compares every root: a file that is read is right throughout.
/// </summary>
internal static class RegistrySnapshot
{
    /// <summary>A full registry of 2^20 devices has 91 MB.</summary>
    public const int MaxLength = 128 << 20;

    private const string Kind = "zkml/registry/1";

    private const int Items = 4, DeviceItems = 5;

    public static byte[] Write(DeviceRegistry registry)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteTag(CborTag.SelfDescribeCbor);
        writer.WriteStartArray(Items);
        writer.WriteTextString(Kind);
        writer.WriteInt32(registry.Depth);
        writer.WriteByteString([.. registry.History.All().SelectMany(epoch => epoch.Root.ToArray())]);
        writer.WriteStartArray(registry.Devices.Count);
        foreach (RegisteredDevice device in registry.Devices)
        {
            Write(writer, device);
        }

        writer.WriteEndArray();
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>False unless it is exactly what <see cref="Write"/> writes of some registry.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> file, [NotNullWhen(true)] out DeviceRegistry? registry)
    {
        registry = null;
        if (file.Length > MaxLength)
        {
            return false;
        }

        try
        {
            registry = Read(new CborReader(file, CborConformanceMode.Canonical));
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            return false;
        }

        return registry is not null;
    }

    private static void Write(CborWriter writer, RegisteredDevice device)
    {
        writer.WriteStartArray(DeviceItems);
        writer.WriteByteString(device.Key.ToArray());
        writer.WriteUInt32(device.Epochs.Enrolled);
        if (device.Epochs.Revoked == DeviceEpochs.Never)
        {
            writer.WriteNull();
        }
        else
        {
            writer.WriteUInt32(device.Epochs.Revoked);
        }

        writer.WriteUInt32(device.Firmware.Value);
        writer.WriteUInt32(device.Model);
        writer.WriteEndArray();
    }

    private static DeviceRegistry? Read(CborReader reader)
    {
        if (reader.ReadTag() != CborTag.SelfDescribeCbor || reader.ReadStartArray() != Items || reader.ReadTextString() != Kind)
        {
            return null;
        }

        int depth = reader.ReadInt32();
        byte[] roots = reader.ReadByteString();
        var devices = new List<RegisteredDevice>();
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray)
        {
            if (ReadDevice(reader) is not { } device)
            {
                return null;
            }

            devices.Add(device);
        }

        reader.ReadEndArray();
        reader.ReadEndArray();
        return reader.BytesRemaining == 0 ? RegistryReplay.Run(depth, roots, devices) : null;
    }

    private static RegisteredDevice? ReadDevice(CborReader reader)
    {
        if (reader.ReadStartArray() != DeviceItems)
        {
            return null;
        }

        byte[] key = reader.ReadByteString();
        uint enrolled = reader.ReadUInt32(), revoked = DeviceEpochs.Never;
        if (reader.PeekState() == CborReaderState.Null)
        {
            reader.ReadNull();
        }
        else if ((revoked = reader.ReadUInt32()) == DeviceEpochs.Never)
        {
            return null;
        }

        var firmware = new FirmwareVersion(reader.ReadUInt32());
        uint model = reader.ReadUInt32();
        reader.ReadEndArray();
        return model <= DeviceAttributes.MaxModel && P256PublicKey.TryRead(key, out P256PublicKey? point)
            ? new RegisteredDevice(point, new DeviceEpochs(enrolled, revoked), firmware, model)
            : null;
    }
}
