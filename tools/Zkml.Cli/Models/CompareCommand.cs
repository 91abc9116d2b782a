using System.CommandLine;
using Spectre.Console;
using Zkml.Quantisation;

namespace Zkml.Cli.Models;

/// <summary>`zkml model compare FLOAT.onnx INT.onnx --inputs DIR`: how far the integers are from the floats, and where.</summary>
internal static class CompareCommand
{
    public static Command Create(Output output)
    {
        var real = new Argument<string>("float") { Description = "The float ONNX file." };
        var integer = new Argument<string>("integer") { Description = "The quantised ONNX file." };
        var folder = new Option<string>("--inputs") { Description = "A folder of inputs that were not used for calibration.", Required = true, HelpName = "DIR" };
        var plot = new Option<string>("--plot") { Description = "Also draw the error of every layer as PNG.", HelpName = "FILE" };
        var inputs = new InputOptions();
        var command = new Command("compare", """
            Compare a quantised model with the float model it came from: cosine, same top class, error layer by layer.
            Example: zkml model compare face-float.onnx face.onnx --inputs other-faces
            """) { real, integer, folder, plot };
        inputs.AddTo(command);
        command.SetAction(parsed =>
        {
            byte[] source = ModelFile.Read(parsed.GetRequiredValue(real));
            List<float[]> samples = inputs.Read(parsed).ReadFolder(parsed.GetRequiredValue(folder), QuantizeCommand.DimensionsOf(source));
            byte[] quantised = ModelFile.Read(parsed.GetRequiredValue(integer));
            ModelComparison comparison = output.Progress($"Comparing on {samples.Count} inputs", _ => Compare(source, quantised, samples));
            if (parsed.GetValue(plot) is { } target)
            {
                OutputFile.Write(target, ErrorPlot.Draw(comparison.Layers));
            }

            output.Write(comparison, ZkmlJson.Default.ModelComparison, screen => Draw(screen, comparison));
            return ExitCode.Ok;
        });
        return command;
    }

    private static ModelComparison Compare(byte[] real, byte[] integer, List<float[]> samples)
    {
        bool done = ModelComparison.TryCompare(real, integer, samples, out ModelComparison? comparison, out string problem);
        samples.ForEach(Array.Clear);
        return done ? comparison! : throw new UsageException(problem);
    }

    private static void Draw(IAnsiConsole screen, ModelComparison comparison)
    {
        var table = new Table().AddColumns("layer", "cosine", "relative error");
        foreach (LayerError layer in comparison.Layers)
        {
            table.AddRow(Markup.Escape(layer.Name), FormattableString.Invariant($"{layer.Cosine:0.0000}"), FormattableString.Invariant($"{layer.RelativeError:0.0000}"));
        }

        screen.Write(table);
        screen.WriteLine(FormattableString.Invariant(
            $"{comparison.Inputs} inputs: cosine of the outputs {comparison.MeanCosine:0.0000} (least {comparison.LeastCosine:0.0000}), same top class {comparison.SameTop:P0}"));
    }
}
