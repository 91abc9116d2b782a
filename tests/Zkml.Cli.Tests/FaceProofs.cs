using System.Security.Cryptography;
using System.Text.Json;
using Zkml.Matching.Faces;

namespace Zkml.Cli.Tests;

/// <summary>A real model of 112 × 112 pixels at full size, from an image file to a proof, a template and a match, as a user runs it.</summary>
[Trait("Category", "Slow")]
public sealed class FaceProofs : IDisposable
{
    private static readonly string Nonce = new('5', 64);

    private readonly string _folder = Directory.CreateTempSubdirectory("zkml-face-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_face_of_a_person_is_proved_to_have_the_runtimes_embedding_and_matches_the_others_in_proof()
    {
        string model = SharedData.Require("models", "espdl-mfn-int8-qdq.onnx");
        using var golden = JsonDocument.Parse(File.ReadAllText(SharedData.Require("images", "faces", "golden.json")));
        House();
        foreach (string name in (string[])["sd_id0_a", "sd_id0_b", "sd_id0_c"])
        {
            Capture(name);
            Run([.. Prove(name, model), "--template-out", At(name + ".json")]);
            string verdict = Run("verify", At(name + ".zkp"), "--model", model, "--context", Nonce, "--json");
            Assert.True(JsonDocument.Parse(verdict).RootElement.GetProperty("soundnessBits").GetDouble() >= 100);

            // ONNX Runtime 1.23.2 with graph optimisation off gave these.
            int[] expected = [.. golden.RootElement.GetProperty("images").GetProperty($"synthetic/{name}.png").GetProperty("espdl_mfn_embedding_q").EnumerateArray().Select(v => v.GetInt32())];
            Assert.Equal(expected, Template(name).Values);
        }

        Matches();
        Bundles(model);
        Refusals(model);
    }

    [Fact]
    public void What_is_no_aligned_face_is_refused_with_a_sentence()
    {
        House();
        string eye = SharedData.Require("images", "iris", "synthetic", "id0_cap0.png");
        string[] make = ["capture", "make", "--modality", "face", "--device", At("camera"), "--nonce", Nonce, "--holder", At("holder.jwk"), "--out", At("x"), "--image"];
        (int code, _, string error) = Cli.RunAll([.. make, eye]);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("112 × 112 pixels; the image has 640 × 480", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, Cli.RunAll([.. make, Image("sd_id0_a"), "--fault", "SwappedMask"]).Code);
        Assert.Equal(ExitCode.Usage, Cli.RunAll([.. make, Image("sd_id0_a"), "--quality", "101"]).Code);
        Assert.Equal(ExitCode.Usage, Cli.RunAll([.. make, Image("sd_id0_a"), "--modality", "hand"]).Code);
    }

    [Fact]
    public void A_face_in_a_frame_is_read_where_the_prover_says()
    {
        string model = SharedData.Require("models", "espdl-mfn-int8-qdq.onnx"), frame = SharedData.Require("images", "iris", "synthetic", "id0_cap0.png");
        House();
        Run("capture", "make", "--modality", "face-frame", "--image", frame, "--device", At("camera"), "--nonce", Nonce, "--holder", At("holder.jwk"), "--out", At("frame.capture"));
        File.WriteAllText(At("points.json"), "[[260,200],[380,203],[320,250],[272,300],[372,303]]");
        string[] prove = Prove("frame", model);

        Run([.. prove, "--landmarks", At("points.json"), "--factor", "2", "--template-out", At("frame.json")]);

        string verdict = Run("verify", At("frame.zkp"), "--model", model, "--context", Nonce, "--json");
        Assert.Contains("frame of 640", verdict, StringComparison.Ordinal);
        Assert.Contains("chose what place of the frame", verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("align them", verdict, StringComparison.Ordinal);
        Assert.Equal(512, Template("frame").Values.Length);
        File.WriteAllText(At("few.json"), "[[220,180]]");
        foreach (string[] wrong in (string[][])[[], ["--alignment", "1,0,0"], ["--alignment", "1,0,x,0"], ["--alignment", "1,0,600,0"], ["--alignment", "1,0,0,0", "--factor", "3", "--landmarks", At("points.json")], ["--landmarks", At("few.json")], ["--alignment", "1,0,0,0", "--factor", "9"]])
        {
            Assert.Equal(ExitCode.Usage, Cli.RunAll([.. prove, .. wrong]).Code);
        }
    }

    private void Matches()
    {
        string a = At("sd_id0_a.json"), b = At("sd_id0_b.json"), proof = At("match.zkp");
        Run("match", a, b);
        Run("prove", "match", a, b, "--threshold", "0.4", "--out", proof);
        Run("verify", proof);
        string tooHigh = FormattableString.Invariant($"{Math.Ceiling(1000 * CosineRule.Cosine(Template("sd_id0_a").Values, Template("sd_id0_b").Values)) / 1000}");
        Assert.Equal(ExitCode.Invalid, Cli.RunAll("match", a, b, "--threshold", tooHigh).Code);
        Assert.Equal(ExitCode.Invalid, Cli.RunAll("prove", "match", a, b, "--threshold", tooHigh, "--out", At("none.zkp")).Code);
        Assert.Equal(ExitCode.Usage, Cli.RunAll("match", a, b, "--threshold", "0.4001").Code);
        byte[] changed = File.ReadAllBytes(proof);
        changed[^1] ^= 1;
        File.WriteAllBytes(At("changed.zkp"), changed);
        Assert.Equal(ExitCode.Invalid, Cli.RunAll("verify", At("changed.zkp")).Code);
    }

    /// <summary>The third party has the model in a folder, under any name.</summary>
    private void Bundles(string model)
    {
        string bundle = At("bundle.json"), models = Path.GetDirectoryName(model)!;
        File.WriteAllBytes(bundle, FaceBundle.Of(At("sd_id0_a.zkp"), model, At("registry"), At("holder.jwk"), Nonce));
        Run("verify", bundle, "--models", models);
        Assert.Equal(ExitCode.Usage, Cli.RunAll("verify", bundle, "--models", At("nowhere")).Code);
    }

    private void Refusals(string model)
    {
        string proof = At("sd_id0_a.zkp");
        Assert.Equal(ExitCode.Usage, Cli.RunAll("verify", proof).Code);
        Assert.Equal(ExitCode.Invalid, Cli.RunAll("verify", proof, "--model", SharedData.Require("models", "mobilefacenet-int8-qdq-pow2.onnx")).Code);
        Assert.Equal(ExitCode.Invalid, Cli.RunAll("verify", proof, "--model", model, "--context", new string('6', 64)).Code);
        foreach (string fault in (string[])["SwappedImage", "Attack", "LowQuality"])
        {
            Capture("sd_id0_a", fault);
            (int code, _, string error) = Cli.RunAll([.. Prove("sd_id0_a", model), "--quality-floor", "1"]);
            Assert.Equal(ExitCode.Invalid, code);
            Assert.Matches("There is no proof: the [a-z ]+\\.", error);
        }
    }

    private void House()
    {
        Run("device", "root", "--name", "Simulated", "--out", At("root"), "--simulator");
        Run("device", "issue", "--root", At("root"), "--serial", "EX-1", "--out", At("camera"));
        Run("registry", "init", At("registry"), "--address", "https://registry.example");
        Run("registry", "enroll", At("registry"), "--certificate", At("camera", "certificate.pem"), "--root", At("root", "certificate.pem"), "--allow-simulators");
        using var holder = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECParameters key = holder.ExportParameters(false);
        File.WriteAllText(At("holder.jwk"), $$"""{"kty":"EC","crv":"P-256","x":"{{Text(key.Q.X!)}}","y":"{{Text(key.Q.Y!)}}"}""");

        static string Text(byte[] coordinate) => System.Buffers.Text.Base64Url.EncodeToString(coordinate);
    }

    private void Capture(string name, string fault = "None") => Run(
        "capture", "make", "--modality", "face", "--image", Image(name), "--device", At("camera"), "--nonce", Nonce, "--holder", At("holder.jwk"),
        "--out", At(name + ".capture"), "--fault", fault);

    private string[] Prove(string name, string model) =>
    [
        "prove", "face", "--capture", At(name + ".capture"), "--model", model, "--device", At("camera", "certificate.pem"), "--registry", At("registry"),
        "--out", At(name + ".zkp"),
    ];

    private FaceTemplate Template(string name)
    {
        Assert.True(FaceTemplateJson.TryRead(File.ReadAllBytes(At(name + ".json")), out FaceTemplate? template, out string problem), problem);
        return template;
    }

    private static string Image(string name) => SharedData.Require("images", "faces", "synthetic", name + ".png");

    private string At(params string[] parts) => Path.Combine([_folder, .. parts]);

    private static string Run(params string[] words)
    {
        (int code, string result, string error) = Cli.RunAll(words);
        Assert.True(code == ExitCode.Ok, error + result);
        return result;
    }
}
