using Zkml.Onnx;

namespace Zkml.Cli.Models;

internal static class ModelFile
{
    public static byte[] Read(string path) => InputFile.Read(path, OnnxFile.MaxBytes);

    public static ImportedModel Import(string path) =>
        OnnxImporter.TryImport(Read(path), out ImportedModel? model, out string problem) ? model! : throw new UsageException($"{path}: {problem}");
}
