using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Zkml.Captures;
using Zkml.Fields;

namespace Zkml.Statements.Iris;

/// <summary>
/// The public values of an iris proof as bytes, in files and bundles: root (32) ‖ epoch (4) ‖ nonce (32) ‖ holder thumbprint (32) ‖ not before (8) ‖
/// not after (8) ‖ minimum firmware (4) ‖ quality floor (4) ‖ template (32). Integers are big-endian; elements four canonical little-endian bytes each.
/// </summary>
public static class IrisPublicsCodec
{
    public const int Length = Template + Bytes32.Length;

    private const int Root = 0, Epoch = Root + Bytes32.Length, Nonce = Epoch + sizeof(uint), Holder = Nonce + Bytes32.Length,
        NotBefore = Holder + Bytes32.Length, NotAfter = NotBefore + sizeof(long), Firmware = NotAfter + sizeof(long),
        QualityFloor = Firmware + sizeof(uint), Template = QualityFloor + sizeof(int);

    /// <exception cref="ArgumentException">They are not usable; see <see cref="IrisPublics.Problem"/>.</exception>
    public static byte[] Write(IrisPublics publics)
    {
        if (publics.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(publics));
        }

        var bytes = new byte[Length];
        RowHash.WriteDigest(publics.RegistryRoot).CopyTo(bytes.AsSpan(Root));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(Epoch), publics.Epoch);
        publics.Nonce.CopyTo(bytes.AsSpan(Nonce));
        publics.HolderThumbprint.CopyTo(bytes.AsSpan(Holder));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(NotBefore), publics.NotBefore);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(NotAfter), publics.NotAfter);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(Firmware), publics.MinimumFirmware.Value);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(QualityFloor), publics.QualityFloor);
        RowHash.WriteDigest(publics.Template).CopyTo(bytes.AsSpan(Template));
        return bytes;
    }

    /// <summary>False unless these are the bytes of usable values.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out IrisPublics? publics)
    {
        publics = null;
        if (source.Length != Length || !RowHash.TryReadDigest(At(source, Root), out KoalaBear[]? root)
            || !RowHash.TryReadDigest(At(source, Template), out KoalaBear[]? template))
        {
            return false;
        }

        var read = new IrisPublics(
            root, BinaryPrimitives.ReadUInt32BigEndian(source[Epoch..]), At(source, Nonce), At(source, Holder),
            BinaryPrimitives.ReadInt64BigEndian(source[NotBefore..]), BinaryPrimitives.ReadInt64BigEndian(source[NotAfter..]),
            new FirmwareVersion(BinaryPrimitives.ReadUInt32BigEndian(source[Firmware..])), BinaryPrimitives.ReadInt32BigEndian(source[QualityFloor..]), template);
        publics = read.Problem is null ? read : null;
        return publics is not null;
    }

    private static Bytes32 At(ReadOnlySpan<byte> source, int offset) => new(source.Slice(offset, Bytes32.Length));
}
