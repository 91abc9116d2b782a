using System.Formats.Cbor;

namespace Zkml.Statements;

/// <summary>
/// What proof files of all kinds look like, as deterministic CBOR (RFC 8949, 4.2): tag 55799 (self-described CBOR), then the array
/// [kind, [parameters …], public values, proof], the last two as byte strings.
/// </summary>
internal sealed class ProofFileForm
{
    /// <summary>Far above any proof; longer files are refused before anything is decoded.</summary>
    public const int MaxLength = 8 << 20;

    private const int Items = 4;

    private readonly string _kind;

    private readonly int _parameters;

    /// <summary>Tag, array head and text of the kind.</summary>
    private readonly byte[] _head;

    /// <param name="kind">For example "zkml/iris/1".</param>
    /// <param name="parameters">How many there are.</param>
    public ProofFileForm(string kind, int parameters)
    {
        (_kind, _parameters) = (kind, parameters);
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteTextString(kind);
        _head = [0xd9, 0xd9, 0xf7, 0x80 | Items, .. writer.Encode()];
    }

    public bool Recognises(ReadOnlySpan<byte> file) => file.StartsWith(_head);

    public byte[] Write(Action<CborWriter> parameters, byte[] publics, byte[] proof)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteTag(CborTag.SelfDescribeCbor);
        writer.WriteStartArray(Items);
        writer.WriteTextString(_kind);
        writer.WriteStartArray(_parameters);
        parameters(writer);
        writer.WriteEndArray();
        writer.WriteByteString(publics);
        writer.WriteByteString(proof);
        writer.WriteEndArray();
        return writer.Encode();
    }

    /// <summary>Reads exactly what <see cref="Write"/> writes; null for anything else.</summary>
    /// <param name="source">The file.</param>
    /// <param name="readParameters">Reads all parameters.</param>
    /// <param name="make">The file from parameters, public values and proof; null when they do not fit.</param>
    public TFile? Read<TParameters, TFile>(
        ReadOnlyMemory<byte> source, Func<CborReader, TParameters> readParameters, Func<TParameters, byte[], byte[], TFile?> make)
        where TFile : class
    {
        if (source.Length > MaxLength || !Recognises(source.Span))
        {
            return null;
        }

        try
        {
            var reader = new CborReader(source, CborConformanceMode.Canonical);
            reader.ReadTag();
            reader.ReadStartArray();
            reader.ReadTextString();
            if (reader.ReadStartArray() != _parameters)
            {
                return null;
            }

            TParameters parameters = readParameters(reader);
            reader.ReadEndArray();
            byte[] publics = reader.ReadByteString(), proof = reader.ReadByteString();
            reader.ReadEndArray();
            return reader.BytesRemaining == 0 ? make(parameters, publics, proof) : null;
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }
}
