using System.CommandLine;

namespace Zkml.Cli.Models;

/// <summary>`zkml model`: bring a network, see what it costs, quantise it, run it, compare it.</summary>
public static class ModelCommand
{
    public static Command Create(Output output) => new("model", "Networks: from a float ONNX file to integers that are proved.")
    {
        InspectCommand.Create(output),
        QuantizeCommand.Create(output),
        RunCommand.Create(output),
        CompareCommand.Create(output),
        CommitCommand.Create(output),
    };
}
