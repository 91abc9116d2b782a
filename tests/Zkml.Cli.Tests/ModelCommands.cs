using System.Text.Json;
using Zkml.Onnx;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Cli.Tests;

/// <summary>`zkml model` from a float file to integers.</summary>
public sealed class ModelCommands : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zkml-model-").FullName;

    [Fact]
    public void A_float_model_is_quantised_inspected_run_and_compared()
    {
        (string real, string integer, string inputs) = Files();

        (int code, _, string error) = Cli.Run("model", "quantize", real, "--calibration", inputs, "--out", integer);
        Assert.True(code == ExitCode.Ok, error);

        using var inspected = Json("model", "inspect", integer);
        Assert.Equal(64, inspected.RootElement.GetProperty("id").GetString()!.Length);
        Assert.Equal((4 * 3) + 4, inspected.RootElement.GetProperty("parameters").GetInt64());

        JsonElement proof = inspected.RootElement.GetProperty("proof");
        using var proved = Json("prove", "model", "--model", integer, "--input", Path.Combine(inputs, "0.json"), "--out", Path.Combine(_folder, "p"));
        double bytes = proved.RootElement.GetProperty("proofBytes").GetDouble();
        Assert.InRange(proof.GetProperty("proofBytes").GetDouble(), 0.9 * bytes, 1.1 * bytes);

        using var ran = Json("model", "run", integer, "--input", Path.Combine(inputs, "0.json"));
        Assert.Equal(4, ran.RootElement.GetProperty("output").GetArrayLength());

        string plot = Path.Combine(_folder, "errors.png");
        using var compared = Json("model", "compare", real, integer, "--inputs", inputs, "--plot", plot);
        Assert.InRange(compared.RootElement.GetProperty("meanCosine").GetDouble(), 0.99, 1.0001);
        Assert.True(new FileInfo(plot).Length > 50);
    }

    [Fact]
    public void A_float_model_cannot_be_inspected_as_integers_and_the_sentence_says_what_to_do()
    {
        (string real, _, _) = Files();

        (int code, _, string error) = Cli.Run("model", "inspect", real);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("zkml model quantize", error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_proof_of_MobileFaceNet_commits_to_is_counted_before_it_is_made()
    {
        string file = Zkml.Tests.SharedData.Require("models", "mobilefacenet-int8-qdq-pow2.onnx");
        using var inspected = Json("model", "inspect", file);
        JsonElement proof = inspected.RootElement.GetProperty("proof");
        Assert.Equal((17_683_183, 7_479_040), (proof.GetProperty("committed").GetInt64(), proof.GetProperty("lookups").GetInt64()));
        Assert.Contains("about", CommandText("model", "inspect", file), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_of_many_numbers_stands_on_one_line()
    {
        (string model, string input) = (Path.Combine(_folder, "wide.onnx"), Path.Combine(_folder, "wide.json"));
        var writer = new GraphWriter();
        writer.Input("x", DataType.Uint8, 1, 2, 600);
        writer.Node("Transpose", "y", ["x"], GraphWriter.List("perm", 0, 2, 1));
        writer.Output("y", DataType.Uint8, 1, 600, 2);
        File.WriteAllBytes(model, writer.ToBytes());
        File.WriteAllText(input, $"[{string.Join(',', Enumerable.Repeat(200, 1200))}]");

        Assert.Equal(1200, CommandText("model", "run", model, "--input", input).TrimEnd().Split('\n')[0].Split(' ').Length);
    }

    [Fact]
    public void A_bench_of_faces_says_which_frames_there_are()
    {
        string file = Zkml.Tests.SharedData.Require("models", "espdl-mfn-int8-qdq.onnx");
        using StringWriter result = new(), error = new();

        Assert.Equal(ExitCode.Usage, CommandLineApp.Run(["bench", "face", "--model", file, "--frame", "7x9"], new Output(result, error, interactive: false)));
        Assert.Contains("multiple of 16 pixels", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_model_is_bad_usage()
    {
        string file = Path.Combine(_folder, "text.onnx");
        File.WriteAllText(file, "no model");

        Assert.Equal(ExitCode.Usage, Cli.Run("model", "inspect", file).Code);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string CommandText(params string[] arguments)
    {
        using StringWriter result = new(), error = new();
        Assert.Equal(ExitCode.Ok, CommandLineApp.Run(arguments, new Output(result, error, interactive: false)));
        return result.ToString();
    }

    private static JsonDocument Json(params string[] arguments)
    {
        using StringWriter result = new(), error = new();
        int code = CommandLineApp.Run([.. arguments, "--json"], new Output(result, error, interactive: false));
        Assert.True(code == ExitCode.Ok, error.ToString());
        return JsonDocument.Parse(result.ToString());
    }

    /// <summary>One dense layer of three inputs and four outputs, and five inputs.</summary>
    private (string Real, string Integer, string Inputs) Files()
    {
        var writer = new GraphWriter();
        writer.Input("x", DataType.Float, 1, 3);
        writer.Output("y", DataType.Float, 1, 4);
        writer.Node("Gemm", "y", ["x", writer.Floats("w", [0.5f, -0.25f, 1, 0.3f, 0.7f, -0.9f, 0.1f, 0.2f, 0.6f, -0.4f, 0.8f, 0.15f], 3, 4), writer.Floats("b", [1, 2, 3, -1], 4)]);
        string real = Path.Combine(_folder, "float.onnx"), inputs = Path.Combine(_folder, "inputs");
        File.WriteAllBytes(real, writer.ToBytes());
        Directory.CreateDirectory(inputs);
        for (int k = 0; k < 5; k++)
        {
            File.WriteAllText(Path.Combine(inputs, $"{k}.json"), $"[{k}, {2 - k}, 0.{k}]");
        }

        return (real, Path.Combine(_folder, "integers.onnx"), inputs);
    }
}
