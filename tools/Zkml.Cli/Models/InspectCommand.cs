using System.CommandLine;
using Spectre.Console;
using Zkml.Onnx;

namespace Zkml.Cli.Models;

/// <summary>`zkml model inspect M.onnx`: layers, shapes, bounds, and what a proof commits to.</summary>
internal static class InspectCommand
{
    public static Command Create(Output output)
    {
        var file = new Argument<string>("model") { Description = "A quantised ONNX file." };
        var isPrivate = new Option<bool>("--private-model") { Description = "Estimate a proof that keeps the weights secret." };
        var command = new Command("inspect", """
            Show a network as it is proved: layers, shapes, bounds, parameters, and what a proof costs before it is made.
            Example: zkml model inspect face.onnx
            """) { file, isPrivate };
        command.SetAction(parsed =>
        {
            ImportedModel model = ModelFile.Import(parsed.GetRequiredValue(file));
            ModelReport report = ModelReport.Of(model, parsed.GetValue(isPrivate));
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
        screen.WriteLine(FormattableString.Invariant($"largest sum       {report.LargestSum:N0} (bound 2^30)"));
        screen.WriteLine(report.Proof is { } proof
            ? FormattableString.Invariant($"""
                committed         {proof.Committed:N0} elements
                lookups           {proof.Lookups:N0}
                proof             about {Rounded(proof.ProofBytes / 1000.0):N0} kB, made in about {Rounded(proof.ProveMs):N0} ms with about {Rounded(proof.MemoryMb):N0} MB (two cores with AVX-512)
                """)
            : $"no proof          {report.Problem}");
    }

    /// <summary>Two digits: an estimate has no more.</summary>
    private static double Rounded(double value)
    {
        double unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(value)) - 1));
        return Math.Round(value / unit) * unit;
    }
}
