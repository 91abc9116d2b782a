using Zkml.Networks;
using Zkml.Onnx;

namespace Zkml.Cli.Models;

internal static class ModelFile
{
    public static byte[] Read(string path) => InputFile.Read(path, OnnxFile.MaxBytes);

    public static ImportedModel Import(string path) =>
        OnnxImporter.TryImport(Read(path), out ImportedModel? model, out string problem) ? model! : throw new UsageException($"{path}: {problem}");

    /// <summary>What is made of a model; a model that cannot be proved so is bad usage.</summary>
    public static T Provable<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ModelProblemException e)
        {
            throw new UsageException(e.Message, e);
        }
    }
}
