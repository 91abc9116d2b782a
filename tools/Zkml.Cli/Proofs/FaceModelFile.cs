using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Networks;
using Zkml.Onnx;
using Zkml.Statements.Face;

namespace Zkml.Cli.Proofs;

/// <summary>Models of faces, from files the user names. A model is known by the SHA-256 of its file, whatever the file is called.</summary>
internal static class FaceModelFile
{
    public static PixelModel Read(string path, PixelScale scale) => Import(path, InputFile.Read(path, OnnxFile.MaxBytes), scale);

    /// <summary>The face statements of the model with this id, of either scale and digest; none when no file of the folder has it.</summary>
    public static IEnumerable<FaceStatementVerifier> Statements(string folder, string modelId, int registryDepth)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"The folder {folder} does not exist.");
        }

        foreach (string path in Directory.EnumerateFiles(folder).Where(path => new FileInfo(path).Length <= OnnxFile.MaxBytes).Order(StringComparer.Ordinal))
        {
            byte[] file = InputFile.Read(path, OnnxFile.MaxBytes);
            if (Convert.ToHexStringLower(SHA256.HashData(file)) == modelId)
            {
                return from scale in (PixelScale[])[PixelScale.Symmetric, PixelScale.ImageNet]
                       let model = Import(path, file, scale)
                       from digest in (DigestAlgorithm[])[DigestAlgorithm.Poseidon2KoalaBear, DigestAlgorithm.Sha256]
                       select new FaceStatementVerifier(FaceParameters.Of(model, registryDepth, digest), model);
            }
        }

        return [];
    }

    private static PixelModel Import(string path, byte[] file, PixelScale scale) =>
        !PixelModelFile.TryImport(file, scale, out PixelModel? model, out string problem) ? throw new UsageException($"{path}: {problem}")
        : FaceStatement.Problem(model) is { } unfit ? throw new UsageException($"{path}: {unfit}")
        : model;
}
