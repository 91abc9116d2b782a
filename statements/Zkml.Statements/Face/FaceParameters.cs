using Zkml.Captures;
using Zkml.Gadgets.Alignment;
using Zkml.Gadgets.Merkle;
using Zkml.Networks;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Face;

/// <summary>What fixes a face statement, together with the model's file, which the id names; the same parameters give the same statement on every machine.</summary>
/// <param name="ModelId">SHA-256 of the model's ONNX file, lower-case hexadecimal.</param>
/// <param name="Scale">What the model takes pixels for.</param>
/// <param name="RegistryDepth">The registry has 2^RegistryDepth leaves, 1 … 26.</param>
/// <param name="Digest">How devices hash images.</param>
/// <param name="Frame">Null when devices sign aligned faces.</param>
public sealed record FaceParameters(
    string ModelId,
    PixelScale Scale = PixelScale.Symmetric,
    int RegistryDepth = 20,
    DigestAlgorithm Digest = DigestAlgorithm.Poseidon2KoalaBear,
    FaceFrame? Frame = null)
    : IPersonhoodParameters
{
    private const int IdLength = 2 * Bytes32.Length;

    /// <summary>Null when the parameters are usable, else what is wrong with them, in one sentence.</summary>
    public string? Problem => this switch
    {
        _ when ModelId.Length != IdLength || !ModelId.All(char.IsAsciiHexDigitLower) => "A model's id is the SHA-256 of its file, 64 lower-case hexadecimal digits.",
        { Scale: not (PixelScale.Symmetric or PixelScale.ImageNet) } => "Pixels are scaled symmetric or imagenet.",
        { RegistryDepth: < 1 or > PoseidonMerkleTree.MaxDepth } => $"A registry has a depth of 1 to {PoseidonMerkleTree.MaxDepth}, not {RegistryDepth}.",
        { Digest: not (DigestAlgorithm.Sha256 or DigestAlgorithm.Poseidon2KoalaBear) } => "Images are hashed with sha-256 or poseidon2-koalabear.",
        { Frame: { Width: < 1 or > ImageShape.MaxFaceSide } or { Height: < 1 or > ImageShape.MaxFaceSide } } => $"A frame has sides of 1 to {ImageShape.MaxFaceSide} pixels.",
        { Frame.Factor: < 1 or > AlignmentShape.MaxFactor } => $"A frame is made smaller by a factor of 1 to {AlignmentShape.MaxFactor}.",
        _ => null,
    };

    /// <summary>Two models with one name compute the same.</summary>
    public string ModelName => PixelModel.NameOf(ModelId, Scale);

    /// <summary>Part of the statement's digest, and so of every proof; the network with its sizes and weights is another part.</summary>
    public string StatementName => FormattableString.Invariant(
        $"zkml/face/1 model {ModelName} {CaptureManifestJson.Name(Digest)} registry {RegistryDepth}{(Frame is null ? "" : $" frame {Frame}")}");

    public static FaceParameters Of(
        PixelModel model, int registryDepth = 20, DigestAlgorithm digest = DigestAlgorithm.Poseidon2KoalaBear, FaceFrame? frame = null) =>
        new(model.Id, model.Scale, registryDepth, digest, frame);

    public bool Takes(ImageShape shape) => Frame is { } frame
        ? shape == ImageShape.Frame(frame.Width, frame.Height)
        : shape.Modality == CaptureModality.FaceAligned;

    public PersonhoodPublics PublicsOf(PersonhoodPublics values) => FacePublics.Of(values);
}
