using System.Diagnostics.CodeAnalysis;
using System.Formats.Cbor;
using Zkml.Captures;
using Zkml.Models.Iris;

namespace Zkml.Statements.Iris;

/// <summary>
/// An iris proof with all that is needed to check it, as deterministic CBOR (RFC 8949, 4.2): tag 55799 (self-described CBOR), then the array
/// ["zkml/iris/1", [columns, registry depth, digest algorithm, shared, mask rule], public values (<see cref="IrisPublicsCodec"/>), proof].
/// </summary>
public sealed record IrisProofFile(IrisParameters Parameters, IrisPublics Publics, byte[] Proof)
{
    /// <summary>Far above any iris proof; longer files are refused before anything is decoded.</summary>
    public const int MaxLength = 8 << 20;

    private const string Kind = "zkml/iris/1";

    private const int Items = 4, ParameterItems = 5;

    /// <summary>Tag, array head and text of this kind.</summary>
    private static readonly byte[] Head = WriteHead();

    public static bool Recognises(ReadOnlySpan<byte> file) => file.StartsWith(Head);

    /// <exception cref="ArgumentException">The public values are not usable; see <see cref="IrisPublics.Problem"/>.</exception>
    public byte[] Write()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteTag(CborTag.SelfDescribeCbor);
        writer.WriteStartArray(Items);
        writer.WriteTextString(Kind);
        writer.WriteStartArray(ParameterItems);
        writer.WriteInt32(Parameters.Width);
        writer.WriteInt32(Parameters.RegistryDepth);
        writer.WriteInt32((int)Parameters.Digest);
        writer.WriteBoolean(Parameters.Shared);
        writer.WriteInt32((int)Parameters.Rule);
        writer.WriteEndArray();
        writer.WriteByteString(IrisPublicsCodec.Write(Publics));
        writer.WriteByteString(Proof);
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>Reads exactly what <see cref="Write"/> writes; false for anything else. Nothing in it is verified.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> source, [NotNullWhen(true)] out IrisProofFile? file)
    {
        file = null;
        if (source.Length > MaxLength || !Recognises(source.Span))
        {
            return false;
        }

        try
        {
            file = Read(new CborReader(source, CborConformanceMode.Canonical));
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            return false;
        }

        return file is not null;
    }

    private static IrisProofFile? Read(CborReader reader)
    {
        reader.ReadTag();
        reader.ReadStartArray();
        reader.ReadTextString();
        if (reader.ReadStartArray() != ParameterItems)
        {
            return null;
        }

        var parameters = new IrisParameters(
            reader.ReadInt32(), reader.ReadInt32(), (DigestAlgorithm)reader.ReadInt32(), reader.ReadBoolean(), (MaskRule)reader.ReadInt32());
        reader.ReadEndArray();
        byte[] publics = reader.ReadByteString(), proof = reader.ReadByteString();
        reader.ReadEndArray();
        return reader.BytesRemaining == 0 && parameters.Problem is null && IrisPublicsCodec.TryRead(publics, out IrisPublics? values)
            && values.Shares is not null == parameters.Shared
            ? new IrisProofFile(parameters, values, proof)
            : null;
    }

    private static byte[] WriteHead()
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteTextString(Kind);
        return [0xd9, 0xd9, 0xf7, 0x80 | Items, .. writer.Encode()];
    }
}
