using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Networks;
using Zkml.Onnx;
using Zkml.Statements.Face;

namespace Zkml.Cli.Proofs;

/// <summary>Models of faces, from files the user names. A model is known by the SHA-256 of its file, whatever the file is called.</summary>
internal static class FaceModelFile
{
    public static PixelModel Read(string path, PixelScale scale) => TryImport(InputFile.Read(path, OnnxFile.MaxBytes), scale, out string problem) ?? throw new UsageException($"{path}: {problem}");

    /// <summary>The face statements of the model with this id, of either scale and digest; none when no file of the folder is a model of faces with this id.</summary>
    public static IEnumerable<FaceStatementVerifier> Statements(string folder, string modelId, int registryDepth)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"The folder {folder} does not exist.");
        }

        byte[]? file = Directory.EnumerateFiles(folder).Where(path => new FileInfo(path).Length <= OnnxFile.MaxBytes)
            .Select(path => InputFile.Read(path, OnnxFile.MaxBytes))
            .FirstOrDefault(bytes => Convert.ToHexStringLower(SHA256.HashData(bytes)) == modelId);
        return from scale in (PixelScale[])(file is null ? [] : [PixelScale.Symmetric, PixelScale.ImageNet])
               let model = TryImport(file!, scale, out _)
               where model is not null
               from digest in (DigestAlgorithm[])[DigestAlgorithm.Poseidon2KoalaBear, DigestAlgorithm.Sha256]
               let parameters = FaceParameters.Of(model, registryDepth, digest)
               where FaceStatement.Problem(parameters, model) is null
               select new FaceStatementVerifier(parameters, model);
    }

    private static PixelModel? TryImport(byte[] file, PixelScale scale, out string problem)
    {
        bool imported = PixelModelFile.TryImport(file, scale, out PixelModel? model, out problem);
        problem = imported ? FaceStatement.Problem(model!) ?? "" : problem;
        return problem.Length == 0 ? model : null;
    }
}
