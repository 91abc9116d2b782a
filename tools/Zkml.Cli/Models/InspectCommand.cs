using System.CommandLine;
using Spectre.Console;
using Zkml.Networks;
using Zkml.Onnx;

namespace Zkml.Cli.Models;

/// <summary>`zkml model inspect M.onnx`: layers, shapes, bounds, and what a proof commits to.</summary>
internal static class InspectCommand
{
    public static Command Create(Output output)
    {
        var file = new Argument<string>("model") { Description = "A quantised ONNX file." };
        var command = new Command("inspect", """
            Show a network as it is proved: layers, shapes, bounds, parameters, committed values.
            Example: zkml model inspect face.onnx
            """) { file };
        command.SetAction(parsed =>
        {
            ImportedModel model = ModelFile.Import(parsed.GetRequiredValue(file));
            ModelReport report = ModelReport.Of(model);
            output.Write(report, ZkmlJson.Default.ModelReport, screen => Draw(screen, report));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Draw(IAnsiConsole screen, ModelReport report)
    {
        var table = new Table().AddColumns("layer", "kind", "shape", "values from", "to");
        foreach (LayerReport layer in report.Layers)
        {
            table.AddRow(Markup.Escape(layer.Name), layer.Kind, layer.Shape, FormattableString.Invariant($"{layer.Min}"), FormattableString.Invariant($"{layer.Max}"));
        }

        screen.Write(table);
        screen.WriteLine(FormattableString.Invariant($"model id          {report.Id}"));
        screen.WriteLine($"input, output     {report.Input}, {report.Output}");
        screen.WriteLine(FormattableString.Invariant($"parameters        {report.Parameters:N0}"));
        screen.WriteLine(FormattableString.Invariant($"multiply-adds     {report.MultiplyAdds:N0}"));
        screen.WriteLine(FormattableString.Invariant($"committed values  {report.Committed:N0} results of tables, roundings and maxima"));
        screen.WriteLine(FormattableString.Invariant($"largest sum       {report.LargestSum:N0} (bound 2^30)"));
    }
}
