using System.Diagnostics.CodeAnalysis;
using System.Formats.Cbor;

namespace Zkml.Statements.Face;

/// <summary>
/// A match proof with all that is needed to check it (<see cref="ProofFileForm"/>): ["zkml/face-match/1", [model name, values, least, greatest,
/// threshold in thousandths], both commitments, proof].
/// </summary>
public sealed record FaceMatchProofFile(FaceMatchParameters Parameters, FaceMatchPublics Publics, byte[] Proof)
{
    /// <summary>Far above any match proof; longer files are refused before anything is decoded.</summary>
    public const int MaxLength = ProofFileForm.MaxLength;

    private static readonly ProofFileForm Form = new("zkml/face-match/1", parameters: 5);

    public static bool Recognises(ReadOnlySpan<byte> file) => Form.Recognises(file);

    public byte[] Write() => Form.Write(
        writer =>
        {
            writer.WriteTextString(Parameters.ModelName);
            writer.WriteInt32(Parameters.Count);
            writer.WriteInt32(Parameters.Least);
            writer.WriteInt32(Parameters.Greatest);
            writer.WriteInt32(Parameters.PerMille);
        },
        Publics.Write(), Proof);

    /// <summary>Reads exactly what <see cref="Write"/> writes; false for anything else. Nothing in it is verified.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> source, [NotNullWhen(true)] out FaceMatchProofFile? file)
    {
        file = Form.Read(source, ReadParameters, (parameters, publics, proof) =>
            parameters.Problem is null && FaceMatchPublics.TryRead(publics, out FaceMatchPublics? values) ? new FaceMatchProofFile(parameters, values, proof) : null);
        return file is not null;
    }

    private static FaceMatchParameters ReadParameters(CborReader reader) => new(
        reader.ReadTextString(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
}
