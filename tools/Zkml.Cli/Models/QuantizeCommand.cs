using System.CommandLine;
using Spectre.Console;
using Zkml.Networks;
using Zkml.Onnx;
using Zkml.Onnx.Schema;
using Zkml.Quantisation;

namespace Zkml.Cli.Models;

/// <summary>`zkml model quantize FLOAT.onnx --calibration DIR --out INT.onnx`.</summary>
internal static class QuantizeCommand
{
    public static Command Create(Output output)
    {
        var file = new Argument<string>("model") { Description = "A float ONNX file with one input and one output." };
        var calibration = new Option<string>("--calibration") { Description = "A folder of inputs: images of the model's size, or JSON arrays.", Required = true, HelpName = "DIR" };
        var target = new Option<string>("--out") { Description = "The quantised ONNX file.", Required = true, HelpName = "FILE" };
        var inputs = new InputOptions();
        var command = new Command("quantize", """
            Turn a float model into 8-bit integers; ONNX Runtime runs the file with exactly the integers that are proved.
            Example: zkml model quantize face-float.onnx --calibration faces --out face.onnx
            """) { file, calibration, target };
        inputs.AddTo(command);
        command.SetAction(parsed =>
        {
            byte[] source = ModelFile.Read(parsed.GetRequiredValue(file));
            List<float[]> samples = inputs.Read(parsed).ReadFolder(parsed.GetRequiredValue(calibration), DimensionsOf(source));
            QuantisedModel model = output.Progress($"Quantising with {samples.Count} inputs", _ => Quantise(source, samples));
            OutputFile.Write(parsed.GetRequiredValue(target), model.File);
            var report = new QuantizeReport(Convert.ToHexStringLower(model.Model.Id.AsSpan()), samples.Count, model.Notes);
            output.Write(report, ZkmlJson.Default.QuantizeReport, screen => Draw(screen, report));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The input's dimensions of a model of any kind.</summary>
    public static System.Collections.Immutable.ImmutableArray<int> DimensionsOf(byte[] file)
    {
        if (!OnnxFile.TryRead(file, out ModelProto proto, out string problem))
        {
            throw new UsageException(problem);
        }

        try
        {
            return OnnxGraph.From(proto).InputDimensions;
        }
        catch (ModelProblemException e)
        {
            throw new UsageException(e.Message, e);
        }
    }

    private static QuantisedModel Quantise(byte[] source, List<float[]> samples)
    {
        bool done = Quantiser.TryQuantise(source, samples, out QuantisedModel? model, out string problem);
        samples.ForEach(Array.Clear);
        return done ? model! : throw new UsageException(problem);
    }

    private static void Draw(IAnsiConsole screen, QuantizeReport report)
    {
        screen.WriteLine($"model id  {report.Id}");
        screen.WriteLine(FormattableString.Invariant($"calibrated with {report.Inputs} inputs"));
        foreach (string note in report.Notes)
        {
            screen.WriteLine(note);
        }
    }
}
