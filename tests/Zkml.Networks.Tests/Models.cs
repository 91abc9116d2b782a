using Zkml.Onnx;

namespace Zkml.Networks.Tests;

internal static class Models
{
    public static ImportedModel Import(byte[] file)
    {
        Assert.True(OnnxImporter.TryImport(file, out ImportedModel? model, out string problem), problem);
        return model!;
    }

    public static ImportedModel Load(params string[] parts) => Import(File.ReadAllBytes(SharedData.Require(["models", .. parts])));

    public static int[] Output(ImportedModel model, int[] input) => NetworkExecutor.Run(model.Network, input)[model.Network.OutputIndex];
}
