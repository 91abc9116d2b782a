using System.Text.Json;
using Zkml.Onnx;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Cli.Tests;

/// <summary>`zkml prove model` and `zkml verify`, of public and of private models, as a user runs them.</summary>
public sealed class ModelProofs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zkml-proofs-").FullName;

    private readonly string _model;

    public ModelProofs() => _model = Quantised("model", 0.7f);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_public_models_output_is_proved_and_checked_against_its_file()
    {
        using JsonDocument ran = Json("model", "run", _model, "--input", In("0.json"));
        using JsonDocument proved = Json("prove", "model", "--model", _model, "--input", In("0.json"), "--out", In("p"));
        Assert.Equal(Numbers(ran, "output"), Numbers(proved, "output"));

        using JsonDocument verified = Json("verify", In("p"), "--model", _model);
        Assert.True(verified.RootElement.GetProperty("valid").GetBoolean());
        Assert.True(verified.RootElement.GetProperty("soundnessBits").GetDouble() >= 100);
        Assert.Contains("output: " + string.Join(' ', Numbers(ran, "output")), verified.RootElement.GetProperty("checked").EnumerateArray().Select(c => c.GetString()));

        Assert.Equal(ExitCode.Invalid, Run("verify", In("p"), "--model", Quantised("other", 0.65f)).Code);
        Assert.Equal(ExitCode.Usage, Run("verify", In("p")).Code);
        Assert.Equal(ExitCode.Invalid, Run("verify", Changed("p", -1), "--model", _model).Code);
    }

    [Fact]
    public void An_output_may_stay_under_a_commitment()
    {
        string[] prove = ["prove", "model", "--model", _model, "--input", In("1.json"), "--disclose", "commitment", "--out", In("p")];
        Assert.Equal(ExitCode.Usage, Run(prove).Code);
        using JsonDocument proved = Json([.. prove, "--opening", In("opening")]);
        Assert.Equal(64, proved.RootElement.GetProperty("commitment").GetString()!.Length);
        Assert.Equal(32, new FileInfo(In("opening")).Length);
        using JsonDocument verified = Json("verify", In("p"), "--model", _model);
        Assert.Contains(proved.RootElement.GetProperty("commitment").GetString()!, verified.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_models_output_is_checked_without_its_weights()
    {
        using JsonDocument committed = Commit(_model, "a");
        using JsonDocument proved = Json(ProvePrivate(_model, "a", "a"));
        using JsonDocument ran = Json("model", "run", _model, "--input", In("0.json"));
        Assert.Equal(Numbers(ran, "output"), Numbers(proved, "output"));
        Assert.Equal(committed.RootElement.GetProperty("commitment").GetString(), proved.RootElement.GetProperty("modelCommitment").GetString());

        string[] verify = ["verify", In("p"), "--architecture", In("a.architecture")];
        using JsonDocument verified = Json([.. verify, "--commitment", In("a.commitment")]);
        Assert.DoesNotContain("(--commitment)", verified.RootElement.GetRawText(), StringComparison.Ordinal);
        using JsonDocument trusting = Json(verify);
        Assert.Contains("(--commitment)", trusting.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Invalid, Run("verify", Changed("p", -1), "--architecture", In("a.architecture")).Code);
        Assert.Equal(ExitCode.Usage, Run("verify", In("p"), "--model", _model).Code);
    }

    [Fact]
    public void Another_model_another_secret_and_another_architecture_are_refused()
    {
        string other = Quantised("other", 0.65f);
        Commit(_model, "a").Dispose();
        Commit(_model, "again").Dispose();
        Commit(other, "other").Dispose();
        Assert.Equal(ExitCode.Usage, Run(ProvePrivate(_model, "a", "again")).Code);
        Assert.Equal(ExitCode.Usage, Run(ProvePrivate(other, "a", "a")).Code);
        Assert.False(File.Exists(In("p")));

        Json(ProvePrivate(_model, "a", "a")).Dispose();
        Assert.Equal(ExitCode.Invalid, Run("verify", In("p"), "--architecture", In("a.architecture"), "--commitment", In("again.commitment")).Code);
        Assert.Equal(ExitCode.Usage, Run("verify", In("p"), "--architecture", In("a.commitment")).Code);
        string architecture = File.ReadAllText(In("a.architecture"));
        File.WriteAllText(In("renamed"), architecture.Replace("\"inputs\":[0]", "\"inputs\":[1]", StringComparison.Ordinal));
        Assert.NotEqual(ExitCode.Ok, Run("verify", In("p"), "--architecture", In("renamed")).Code);
        File.WriteAllText(In("part"), architecture[..^1]);
        Assert.Equal(ExitCode.Usage, Run("verify", In("p"), "--architecture", In("part")).Code);
    }

    [Theory]
    [InlineData("--disclose", "nothing")]
    [InlineData("--input", "missing.json")]
    [InlineData("--commitment", "a")]
    [InlineData("--opening", "o")]
    public void Bad_usage_is_one_sentence_and_exit_code_2(string option, string value)
    {
        var options = new Dictionary<string, string> { ["--model"] = _model, ["--input"] = In("0.json"), ["--out"] = In("p") };
        options[option] = option == "--disclose" ? value : In(value);
        (int code, string result, string error) = Run(["prove", "model", .. options.SelectMany(o => new[] { o.Key, o.Value })]);
        Assert.Equal((ExitCode.Usage, ""), (code, result));
        Assert.NotEmpty(error);
        Assert.False(File.Exists(In("p")));
    }

    private static int[] Numbers(JsonDocument document, string name) => [.. document.RootElement.GetProperty(name).EnumerateArray().Select(v => v.GetInt32())];

    private static (int Code, string Result, string Error) Run(params string[] arguments)
    {
        using StringWriter result = new(), error = new();
        return (CommandLineApp.Run(arguments, new Output(result, error, interactive: false)), result.ToString(), error.ToString());
    }

    private static JsonDocument Json(params string[] arguments)
    {
        (int code, string result, string error) = Run([.. arguments, "--json"]);
        Assert.True(code == ExitCode.Ok, error + result);
        return JsonDocument.Parse(result);
    }

    private string In(string name) => Path.Combine(_folder, name);

    private JsonDocument Commit(string model, string name) => Json(
        "model", "commit", model, "--out", In(name + ".commitment"), "--architecture", In(name + ".architecture"), "--secret", In(name + ".secret"));

    private string[] ProvePrivate(string model, string commitment, string secret) =>
    [
        "prove", "model", "--model", model, "--private-model", "--commitment", In(commitment + ".commitment"), "--secret", In(secret + ".secret"),
        "--input", In("0.json"), "--out", In("p"),
    ];

    private string Changed(string name, int place)
    {
        byte[] bytes = File.ReadAllBytes(In(name));
        bytes[place < 0 ? bytes.Length + place : place] ^= 1;
        File.WriteAllBytes(In("changed"), bytes);
        return In("changed");
    }

    /// <summary>One dense layer of three inputs and four outputs, quantised; inputs 0.json … 4.json.</summary>
    private string Quantised(string name, float weight)
    {
        var writer = new GraphWriter();
        writer.Input("x", DataType.Float, 1, 3);
        writer.Output("y", DataType.Float, 1, 4);
        writer.Node("Gemm", "y", ["x", writer.Floats("w", [0.5f, -0.25f, 1, 0.3f, weight, -0.9f, 0.1f, 0.2f, 0.6f, -0.4f, 0.8f, 0.15f], 3, 4), writer.Floats("b", [1, 2, 3, -1], 4)]);
        File.WriteAllBytes(In(name + ".float"), writer.ToBytes());
        for (int k = 0; k < 5; k++)
        {
            File.WriteAllText(In($"{k}.json"), $"[{k}, {2 - k}, 0.{k}]");
        }

        Json("model", "quantize", In(name + ".float"), "--calibration", _folder, "--out", In(name)).Dispose();
        return In(name);
    }
}
