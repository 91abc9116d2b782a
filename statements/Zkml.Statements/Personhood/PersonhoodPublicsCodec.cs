using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Zkml.Captures;
using Zkml.Fields;

namespace Zkml.Statements.Personhood;

/// <summary>
/// Public values as bytes, in files and bundles: root (32) ‖ epoch (4) ‖ nonce (32) ‖ holder thumbprint (32) ‖ not before (8) ‖
/// not after (8) ‖ minimum firmware (4) ‖ quality floor (4) ‖ template (32). Integers are big-endian; elements four canonical little-endian bytes each.
/// </summary>
internal static class PersonhoodPublicsCodec
{
    public const int Length = Template + Bytes32.Length;

    public const int Template = QualityFloor + sizeof(int);

    private const int Root = 0, Epoch = Root + Bytes32.Length, Nonce = Epoch + sizeof(uint), Holder = Nonce + Bytes32.Length,
        NotBefore = Holder + Bytes32.Length, NotAfter = NotBefore + sizeof(long), Firmware = NotAfter + sizeof(long),
        QualityFloor = Firmware + sizeof(uint);

    /// <exception cref="ArgumentException">They are not usable; see <see cref="PersonhoodPublics.Problem"/>.</exception>
    public static byte[] Write(PersonhoodPublics publics)
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

    /// <summary>False unless there are <see cref="Length"/> bytes with canonical elements; what a modality asks of the values, it sees to.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out PersonhoodPublics? publics)
    {
        publics = source.Length == Length && RowHash.TryReadDigest(At(source, Root), out KoalaBear[]? root)
            && RowHash.TryReadDigest(At(source, Template), out KoalaBear[]? template)
            ? new PersonhoodPublics(
                root, BinaryPrimitives.ReadUInt32BigEndian(source[Epoch..]), At(source, Nonce), At(source, Holder),
                BinaryPrimitives.ReadInt64BigEndian(source[NotBefore..]), BinaryPrimitives.ReadInt64BigEndian(source[NotAfter..]),
                new FirmwareVersion(BinaryPrimitives.ReadUInt32BigEndian(source[Firmware..])), BinaryPrimitives.ReadInt32BigEndian(source[QualityFloor..]), template)
            : null;
        return publics is not null;
    }

    internal static Bytes32 At(ReadOnlySpan<byte> source, int offset) => new(source.Slice(offset, Bytes32.Length));
}
