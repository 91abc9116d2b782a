using System.Diagnostics.CodeAnalysis;
using System.Formats.Cbor;
using Zkml.Captures;
using Zkml.Models.Iris;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Iris;

/// <summary>
/// An iris proof with all that is needed to check it (<see cref="ProofFileForm"/>): ["zkml/iris/1", [columns, registry depth, digest algorithm, shared,
/// mask rule], public values (<see cref="IrisPublicsCodec"/>), proof].
/// </summary>
public sealed record IrisProofFile(IrisParameters Parameters, IrisPublics Publics, byte[] Proof) : IPersonhoodProofFile
{
    /// <summary>Far above any iris proof; longer files are refused before anything is decoded.</summary>
    public const int MaxLength = ProofFileForm.MaxLength;

    private static readonly ProofFileForm Form = new("zkml/iris/1", parameters: 5);

    IPersonhoodParameters IPersonhoodProofFile.Parameters => Parameters;

    PersonhoodPublics IPersonhoodProofFile.Publics => Publics;

    public static bool Recognises(ReadOnlySpan<byte> file) => Form.Recognises(file);

    public byte[] WritePublics() => IrisPublicsCodec.Write(Publics);

    /// <exception cref="ArgumentException">The public values are not usable; see <see cref="IrisPublics.Problem"/>.</exception>
    public byte[] Write() => Form.Write(
        writer =>
        {
            writer.WriteInt32(Parameters.Width);
            writer.WriteInt32(Parameters.RegistryDepth);
            writer.WriteInt32((int)Parameters.Digest);
            writer.WriteBoolean(Parameters.Shared);
            writer.WriteInt32((int)Parameters.Rule);
        },
        WritePublics(), Proof);

    /// <summary>Reads exactly what <see cref="Write"/> writes; false for anything else. Nothing in it is verified.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> source, [NotNullWhen(true)] out IrisProofFile? file)
    {
        file = Form.Read(source, ReadParameters, (parameters, publics, proof) =>
            parameters.Problem is null && IrisPublicsCodec.TryRead(publics, out IrisPublics? values) && values.Shares is not null == parameters.Shared
                ? new IrisProofFile(parameters, values, proof)
                : null);
        return file is not null;
    }

    private static IrisParameters ReadParameters(CborReader reader) => new(
        reader.ReadInt32(), reader.ReadInt32(), checked((DigestAlgorithm)reader.ReadInt32()), reader.ReadBoolean(), (MaskRule)reader.ReadInt32());
}
