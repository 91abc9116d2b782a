using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Matching;

namespace Zkml.Statements.Iris;

/// <summary>
/// The public values of an iris proof as bytes, in files and bundles: root (32) ‖ epoch (4) ‖ nonce (32) ‖ holder thumbprint (32) ‖ not before (8) ‖
/// not after (8) ‖ minimum firmware (4) ‖ quality floor (4) ‖ template (32) [‖ three commitments to shares (32 each)]. Integers are big-endian; elements four canonical little-endian bytes each.
/// </summary>
public static class IrisPublicsCodec
{
    /// <summary>Without shares.</summary>
    public const int Length = Template + Bytes32.Length;

    /// <summary>With the commitments to the shares.</summary>
    public const int SharedLength = Length + ShareLayout.Shares * Bytes32.Length;

    internal const int Template = QualityFloor + sizeof(int);

    private const int Root = 0, Epoch = Root + Bytes32.Length, Nonce = Epoch + sizeof(uint), Holder = Nonce + Bytes32.Length,
        NotBefore = Holder + Bytes32.Length, NotAfter = NotBefore + sizeof(long), Firmware = NotAfter + sizeof(long),
        QualityFloor = Firmware + sizeof(uint);

    /// <exception cref="ArgumentException">They are not usable; see <see cref="IrisPublics.Problem"/>.</exception>
    public static byte[] Write(IrisPublics publics)
    {
        if (publics.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(publics));
        }

        var bytes = new byte[publics.Shares is null ? Length : SharedLength];
        RowHash.WriteDigest(publics.RegistryRoot).CopyTo(bytes.AsSpan(Root));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(Epoch), publics.Epoch);
        publics.Nonce.CopyTo(bytes.AsSpan(Nonce));
        publics.HolderThumbprint.CopyTo(bytes.AsSpan(Holder));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(NotBefore), publics.NotBefore);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(NotAfter), publics.NotAfter);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(Firmware), publics.MinimumFirmware.Value);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(QualityFloor), publics.QualityFloor);
        RowHash.WriteDigest(publics.Template).CopyTo(bytes.AsSpan(Template));
        for (int i = 0; i < (publics.Shares?.Count ?? 0); i++)
        {
            RowHash.WriteDigest(publics.Shares![i]).CopyTo(bytes.AsSpan(Share(i)));
        }

        return bytes;
    }

    /// <summary>False unless these are the bytes of usable values.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out IrisPublics? publics)
    {
        publics = null;
        if (source.Length is not (Length or SharedLength) || !TryShares(source, out KoalaBear[][]? shares) || !RowHash.TryReadDigest(At(source, Root), out KoalaBear[]? root)
            || !RowHash.TryReadDigest(At(source, Template), out KoalaBear[]? template))
        {
            return false;
        }

        var read = new IrisPublics(
            root, BinaryPrimitives.ReadUInt32BigEndian(source[Epoch..]), At(source, Nonce), At(source, Holder),
            BinaryPrimitives.ReadInt64BigEndian(source[NotBefore..]), BinaryPrimitives.ReadInt64BigEndian(source[NotAfter..]),
            new FirmwareVersion(BinaryPrimitives.ReadUInt32BigEndian(source[Firmware..])), BinaryPrimitives.ReadInt32BigEndian(source[QualityFloor..]), template)
        {
            Shares = shares,
        };
        publics = read.Problem is null ? read : null;
        return publics is not null;
    }

    /// <summary>Null when there are none.</summary>
    private static bool TryShares(ReadOnlySpan<byte> source, out KoalaBear[][]? shares)
    {
        shares = source.Length == Length ? null : new KoalaBear[ShareLayout.Shares][];
        bool canonical = true;
        for (int i = 0; i < (shares?.Length ?? 0); i++)
        {
            canonical &= RowHash.TryReadDigest(At(source, Share(i)), out KoalaBear[]? share);
            shares![i] = share ?? [];
        }

        return canonical;
    }

    private static int Share(int index) => Length + index * Bytes32.Length;

    private static Bytes32 At(ReadOnlySpan<byte> source, int offset) => new(source.Slice(offset, Bytes32.Length));
}
