using Zkml.Captures;
using Zkml.Gadgets.Merkle;
using Zkml.Models.Iris;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Iris;

/// <summary>What fixes an iris statement, together with the model; the same parameters give the same statement on every machine.</summary>
/// <param name="Width">Columns of the normalised image: 512 or 1024.</param>
/// <param name="RegistryDepth">The registry has 2^RegistryDepth leaves, 1 … 26.</param>
/// <param name="Digest">How devices hash image and mask.</param>
/// <param name="Shared">Whether commitments to three shares of the template are public, for stores that keep people from enrolling twice.</param>
/// <param name="Rule">Which bits of the code count.</param>
public sealed record IrisParameters(
    int Width = 512,
    int RegistryDepth = 20,
    DigestAlgorithm Digest = DigestAlgorithm.Poseidon2KoalaBear,
    bool Shared = false,
    MaskRule Rule = MaskRule.Simple)
    : IPersonhoodParameters
{
    /// <summary>Null when the parameters are usable, else what is wrong with them, in one sentence.</summary>
    public string? Problem => this switch
    {
        { Width: not (512 or 1024) } => $"A normalised iris has 512 or 1024 columns, not {Width}.",
        { RegistryDepth: < 1 or > PoseidonMerkleTree.MaxDepth } => $"A registry has a depth of 1 to {PoseidonMerkleTree.MaxDepth}, not {RegistryDepth}.",
        { Digest: not (DigestAlgorithm.Sha256 or DigestAlgorithm.Poseidon2KoalaBear) } => "Images are hashed with sha-256 or poseidon2-koalabear.",
        { Rule: not (MaskRule.Simple or MaskRule.OpenIris) } => "A mask is by the rule simple or open-iris.",
        _ => null,
    };

    /// <summary>Of what the template is computed by, lower-case hexadecimal.</summary>
    public string ModelId => IrisModel.Id(Width, Rule);

    internal ImageShape Shape => ImageShape.Iris(Width);

    internal int Pixels => Width * ImageShape.IrisHeight;

    /// <summary>Part of the statement's digest, and so of every proof.</summary>
    public string StatementName => FormattableString.Invariant(
        $"zkml/iris/1 model {ModelId} image {Width}x{ImageShape.IrisHeight} {CaptureManifestJson.Name(Digest)} registry {RegistryDepth}{(Shared ? " shared" : "")}");

    public bool Takes(ImageShape shape) => shape == Shape;

    /// <summary>Without shares.</summary>
    public PersonhoodPublics PublicsOf(PersonhoodPublics values) => IrisPublics.Of(values);
}
