using Zkml.Cli.Models;
using Zkml.Networks;
using Zkml.Onnx;

namespace Zkml.Cli.Bench.Works;

/// <summary>Inference of a model file.</summary>
public sealed class ModelWork(string? path) : NetworkWork("model")
{
    internal override (IntegerNetwork Network, string Model) Build()
    {
        ImportedModel model = ModelFile.Import(path ?? throw new UsageException("The bench 'model' needs --model FILE."));
        return (model.Network, Convert.ToHexStringLower(model.Id.AsSpan()));
    }
}
