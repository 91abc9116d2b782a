using Microsoft.Extensions.Options;
using Zkml.Captures;
using Zkml.Networks;
using Zkml.Onnx;
using Zkml.Statements.Face;

namespace Zkml.FaceModels;

/// <summary>
/// The models of faces that a service works with, read once, and their statements for aligned faces. Services of one process share them: a statement is
/// built once, and what a model computes is fixed when the process starts.
/// </summary>
public sealed class ServedModels
{
    private readonly Dictionary<int, IReadOnlyList<FaceStatementVerifier>> _statements = [];

    private readonly Lock _guard = new();

    /// <exception cref="OptionsValidationException">The folder does not exist, cannot be read, or has no model of faces.</exception>
    public ServedModels(IOptions<ModelOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Models = options.Value.Directory is { } folder ? Read(folder, options.Value.Scale) : [];
    }

    /// <summary>In the order of their ids; none when no folder is configured.</summary>
    public IReadOnlyList<PixelModel> Models { get; }

    /// <summary>For a registry of 2^depth: of each model with either digest, the cheaper one first. Asked for at start: it takes a second for each model.</summary>
    /// <exception cref="OptionsValidationException">A model cannot be proved.</exception>
    public IReadOnlyList<FaceStatementVerifier> Statements(int registryDepth)
    {
        lock (_guard)
        {
            if (!_statements.TryGetValue(registryDepth, out IReadOnlyList<FaceStatementVerifier>? made))
            {
                _statements[registryDepth] = made = [.. Make(registryDepth)];
            }

            return made;
        }
    }

    private IEnumerable<FaceStatementVerifier> Make(int registryDepth) =>
        from model in Models
        from digest in (DigestAlgorithm[])[DigestAlgorithm.Poseidon2KoalaBear, DigestAlgorithm.Sha256]
        select Provable(new FaceStatementVerifier(FaceParameters.Of(model, registryDepth, digest), model));

    /// <summary>
    /// A network that cannot be compiled is found here, not with the first capture. Every service needs the id that is computed for it; digests do not change
    /// the network.
    /// </summary>
    private static FaceStatementVerifier Provable(FaceStatementVerifier statement)
    {
        try
        {
            _ = statement.Parameters.Digest == DigestAlgorithm.Poseidon2KoalaBear ? statement.StatementId : null;
            return statement;
        }
        catch (ModelProblemException e)
        {
            throw Wrong($"The model {statement.ModelId} in Models:Directory cannot be proved: {e.Message}");
        }
    }

    /// <summary>Files that are something else than a model of faces are nobody's mistake: the folder may hold others.</summary>
    private static PixelModel[] Read(string folder, PixelScale scale)
    {
        if (!Directory.Exists(folder))
        {
            throw Wrong($"Models:Directory, '{folder}', does not exist.");
        }

        try
        {
            PixelModel[] models =
            [
                .. Directory.EnumerateFiles(folder, "*.onnx").Where(file => new FileInfo(file).Length <= OnnxFile.MaxBytes)
                    .Select(file => Import(File.ReadAllBytes(file), scale)).OfType<PixelModel>().DistinctBy(model => model.Id).OrderBy(model => model.Id, StringComparer.Ordinal),
            ];
            return models.Length > 0 ? models : throw Wrong($"Models:Directory, '{folder}', has no model of faces in 8 bits (*.onnx).");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"Models:Directory, '{folder}', cannot be read: {e.Message}");
        }
    }

    /// <summary>The id is computed from the file here, so that no model stands under another's.</summary>
    private static PixelModel? Import(byte[] file, PixelScale scale) =>
        PixelModelFile.TryImport(file, scale, out PixelModel? model, out _) && FaceStatement.Problem(model) is null
        && FaceStatement.Problem(FaceParameters.Of(model), model) is null ? model : null;

    private static OptionsValidationException Wrong(string problem) => new(ModelOptions.Section, typeof(ModelOptions), [problem]);
}
