using System.CommandLine;
using Spectre.Console;
using Zkml.Networks;
using Zkml.Onnx;

namespace Zkml.Cli.Models;

/// <summary>`zkml model run M.onnx --input X`: the output's integers, as a proof would show them.</summary>
internal static class RunCommand
{
    public static Command Create(Output output)
    {
        var file = new Argument<string>("model") { Description = "A quantised ONNX file." };
        var source = new Option<string>("--input") { Description = "An image of the model's size, or a JSON array of its floats.", Required = true, HelpName = "FILE" };
        var inputs = new InputOptions();
        var command = new Command("run", """
            Run a quantised model and print the integers of its output.
            Example: zkml model run face.onnx --input face.png --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225
            """) { file, source };
        inputs.AddTo(command);
        command.SetAction(parsed =>
        {
            ImportedModel model = ModelFile.Import(parsed.GetRequiredValue(file));
            int[] integers = inputs.Read(parsed).ReadIntegers(parsed.GetRequiredValue(source), model);
            int[][] tensors = NetworkExecutor.Run(model.Network, integers);
            int[] result = [.. tensors[model.Network.OutputIndex]];
            Array.Clear(integers);
            Array.ForEach(tensors, Array.Clear);
            output.Write(new RunReport(result, [.. model.Network.Output.Scales]), ZkmlJson.Default.RunReport, screen =>
                screen.WriteUnfolded(string.Join(' ', result)));
            return ExitCode.Ok;
        });
        return command;
    }
}
