using System.Diagnostics.CodeAnalysis;
using System.Formats.Cbor;
using Zkml.Captures;
using Zkml.Networks;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Face;

/// <summary>
/// A face proof with all that is needed to check it but the model (<see cref="ProofFileForm"/>): ["zkml/face/1", [model id (32 bytes), scale of pixels,
/// registry depth, digest algorithm, width, height and factor of the frame, 0 for aligned faces], public values (<see cref="FacePublicsCodec"/>), proof].
/// </summary>
public sealed record FaceProofFile(FaceParameters Parameters, FacePublics Publics, byte[] Proof) : IPersonhoodProofFile
{
    /// <summary>Far above any face proof; longer files are refused before anything is decoded.</summary>
    public const int MaxLength = ProofFileForm.MaxLength;

    private static readonly ProofFileForm Form = new("zkml/face/1", parameters: 7);

    IPersonhoodParameters IPersonhoodProofFile.Parameters => Parameters;

    PersonhoodPublics IPersonhoodProofFile.Publics => Publics;

    public static bool Recognises(ReadOnlySpan<byte> file) => Form.Recognises(file);

    public byte[] WritePublics() => FacePublicsCodec.Write(Publics);

    /// <exception cref="ArgumentException">The public values are not usable; see <see cref="FacePublics.Problem"/>.</exception>
    public byte[] Write() => Form.Write(
        writer =>
        {
            writer.WriteByteString(Convert.FromHexString(Parameters.ModelId));
            writer.WriteInt32((int)Parameters.Scale);
            writer.WriteInt32(Parameters.RegistryDepth);
            writer.WriteInt32((int)Parameters.Digest);
            writer.WriteInt32(Parameters.Frame?.Width ?? 0);
            writer.WriteInt32(Parameters.Frame?.Height ?? 0);
            writer.WriteInt32(Parameters.Frame?.Factor ?? 0);
        },
        WritePublics(), Proof);

    /// <summary>Reads exactly what <see cref="Write"/> writes; false for anything else. Nothing in it is verified.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> source, [NotNullWhen(true)] out FaceProofFile? file)
    {
        file = Form.Read(source, ReadParameters, (parameters, publics, proof) =>
            parameters.Problem is null && FacePublicsCodec.TryRead(publics, out FacePublics? values) ? new FaceProofFile(parameters, values, proof) : null);
        return file is not null;
    }

    private static FaceParameters ReadParameters(CborReader reader) => new(
        Convert.ToHexStringLower(reader.ReadByteString()), (PixelScale)reader.ReadInt32(), reader.ReadInt32(), checked((DigestAlgorithm)reader.ReadInt32()), ReadFrame(reader));

    private static FaceFrame? ReadFrame(CborReader reader) =>
        (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()) is var (width, height, factor) && (width, height, factor) == default ? null : new FaceFrame(width, height, factor);
}
