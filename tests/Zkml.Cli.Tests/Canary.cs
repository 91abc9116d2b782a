using System.Text;
using Zkml.Imaging;
using Zkml.Matching.Faces;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;

namespace Zkml.Cli.Tests;

/// <summary>Nothing that a run leaves behind holds pixels, template or device key: neither files, nor temporary ones, nor what it prints.</summary>
public sealed class Canary : IDisposable
{
    private static readonly string Nonce = new('5', 64);

    private readonly Leaks _leaks = new();

    public void Dispose() => _leaks.Dispose();

    [Fact]
    public void A_demonstration_leaves_nothing_behind()
    {
        string printed = _leaks.Run("demo", "--image", Eye(), "--out", At("demo"), "--json");
        _leaks.Search(printed, At("demo"), At("tmp"));
        Assert.Equal(4, Directory.GetFiles(At("demo")).Length);
    }

    [Fact]
    public void A_proof_and_a_failed_proof_leave_nothing_behind_but_what_was_asked_for()
    {
        string eye = Eye();
        _leaks.MakeHouse();
        var printed = new StringBuilder();
        foreach (string fault in (string[])["None", "SwappedImage", "BadSignature", "TruncatedFile"])
        {
            Capture(eye, fault, "--fault", fault);
            printed.Append(_leaks.Start(out int code, [.. Prove("iris", fault), "--quality-floor", "1000"]));
            Assert.Equal(fault switch { "None" => ExitCode.Ok, "TruncatedFile" => ExitCode.Usage, _ => ExitCode.Invalid }, code);
        }

        printed.Append(_leaks.Run("verify", At("out", "None")));
        _leaks.Search(printed.ToString(), At("out"), At("registry"), At("tmp"));
        Assert.Single(Directory.GetFiles(At("out")));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Faces_leave_nothing_behind_when_they_are_proved_refused_or_matched()
    {
        string model = SharedData.Require("models", "espdl-mfn-int8-qdq.onnx");
        _leaks.MakeHouse();
        var printed = new StringBuilder();
        foreach (string name in (string[])["sd_id0_a", "sd_id0_b"])
        {
            string image = SharedData.Require("images", "faces", "synthetic", name + ".png");
            Assert.True(new SkiaImageCodec().TryDecodeRgb(File.ReadAllBytes(image), out RgbImage? face, out _));
            using (face)
            {
                _leaks.AddPixels(face.Pixels);
            }

            Capture(image, name, "--modality", "face");
            printed.Append(_leaks.Run([.. Prove("face", name), "--model", model, "--template-out", At(name + ".json")]));
            printed.Append(_leaks.Run("verify", At("out", name), "--model", model));
            AddTemplate(At(name + ".json"));
        }

        Capture(SharedData.Require("images", "faces", "synthetic", "sd_id0_a.png"), "swapped", "--modality", "face", "--fault", "SwappedImage");
        printed.Append(_leaks.Start(out int code, [.. Prove("face", "swapped"), "--model", model]));
        Assert.Equal(ExitCode.Invalid, code);
        printed.Append(_leaks.Run("match", At("sd_id0_a.json"), At("sd_id0_b.json")));
        printed.Append(_leaks.Run("prove", "match", At("sd_id0_a.json"), At("sd_id0_b.json"), "--threshold", "0.4", "--out", At("out", "match")));
        _leaks.Search(printed.ToString(), At("out"), At("registry"), At("tmp"));
        Assert.Equal(3, Directory.GetFiles(At("out")).Length);
    }

    [Fact]
    public void The_search_finds_what_it_looks_for()
    {
        Eye();
        using GreyImage eye = new SyntheticEye(77, 3).Draw();
        File.WriteAllBytes(At("tmp", "leak"), [1, 2, 3, .. eye.Row(200)[100..160], 4]);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => _leaks.Search("", At("tmp")));
    }

    /// <summary>A file with an eye whose pixels and template are searched for.</summary>
    private string Eye()
    {
        using GreyImage eye = new SyntheticEye(77, 3).Draw();
        string path = At("eye-of-the-test.png");
        File.WriteAllBytes(path, new SkiaImageCodec().EncodePng(eye));
        _leaks.AddPixels(eye.Pixels);
        Assert.True(new IrisCamera(512).TrySee(eye, out IrisView? view, out _));
        using (view)
        {
            _leaks.AddPixels(view.Iris.Pixels.Pixels);
            using IrisTemplate template = IrisCode.Template(view.Iris.Pixels.Pixels, view.Iris.Mask.Pixels, 512);
            byte[] code = new byte[IrisTemplate.PackedLength], mask = new byte[IrisTemplate.PackedLength];
            template.WritePacked(code, mask);
            _leaks.AddSecret(code);
            _leaks.AddSecret(mask);
        }

        return path;
    }

    /// <summary>As bytes, in the forms of a secret, and as the list of numbers of the file that was asked for.</summary>
    private void AddTemplate(string path)
    {
        Assert.True(FaceTemplateJson.TryRead(File.ReadAllBytes(path), out FaceTemplate? template, out _));
        _leaks.AddSecret([.. template.Values.Select(value => unchecked((byte)value))]);
        _leaks.AddSecret(template.Opening);
        _leaks.AddPixels(Encoding.ASCII.GetBytes(string.Join(',', template.Values)));
    }

    private void Capture(string image, string name, params string[] more) => _leaks.Run(
        ["capture", "make", "--image", image, "--device", At("camera"), "--firmware", "1.2.0", "--nonce", Nonce, "--holder", At("holder", "holder.jwk"),
        "--out", At(name + ".capture"), .. more]);

    private string[] Prove(string statement, string name) =>
        ["prove", statement, "--capture", At(name + ".capture"), "--device", At("camera", "certificate.pem"), "--registry", At("registry"), "--out", At("out", name)];

    private string At(params string[] parts) => _leaks.At(parts);
}
