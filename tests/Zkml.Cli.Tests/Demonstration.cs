using System.Text.Json;
using Zkml.Imaging;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;

namespace Zkml.Cli.Tests;

/// <summary>`zkml demo` and what one does with its bundle.</summary>
public sealed class Demonstration : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zkml").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Ends_with_a_bundle_that_is_accepted_and_four_that_are_not()
    {
        JsonElement report = JsonDocument.Parse(Run("demo", "--out", _folder, "--json")).RootElement;

        Assert.True(report.GetProperty("verification").GetProperty("valid").GetBoolean());
        Assert.Equal(
            ["proof_digest_mismatch", "disclosure_unreferenced", "issuer_key_untrusted", "proof_refused"],
            report.GetProperty("tampered").EnumerateArray().Select(t => t.GetProperty("reason").GetString()!.Split(' ')[0]));
        Assert.Equal(4, report.GetProperty("files").GetArrayLength());

        string bundle = Path.Combine(_folder, "bundle.json"), key = report.GetProperty("issuerKey").GetString()!, root = report.GetProperty("registryRoot").GetString()!;
        JsonElement verified = JsonDocument.Parse(Run("verify", bundle, "--issuer", "https://issuer.example", "--issuer-key", key, "--root", root, "--json")).RootElement;
        Assert.Equal(16, verified.GetProperty("checks").GetArrayLength());
        Assert.NotEmpty(verified.GetProperty("onTrust").EnumerateArray());
        Assert.Equal(ExitCode.Invalid, Cli.RunAll("verify", bundle, "--root", new string('0', 64)).Code);
        Assert.Equal(ExitCode.Invalid, Cli.RunAll("verify", bundle, "--issuer-key", "other").Code);
        File.WriteAllText(bundle, File.ReadAllText(bundle) + " ");
        Assert.Contains("not_canonical", Cli.RunAll("verify", bundle).Result, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_on_a_real_eye() =>
        Assert.Contains("accepts the bundle", Run("demo", "--image", SharedData.Require("images", "iris", "open-iris", "ir_image.png")), StringComparison.Ordinal);

    [Fact]
    public void An_image_without_an_eye_is_one_sentence()
    {
        string path = Path.Combine(_folder, "no.png");
        File.WriteAllBytes(path, [1, 2, 3]);
        (int code, _, string error) = Cli.RunAll("demo", "--image", path);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public void Templates_of_one_eye_match_and_of_two_do_not()
    {
        string Template(ulong eye, ulong occasion)
        {
            using GreyImage image = new SyntheticEye(eye, occasion).Draw();
            Assert.True(new IrisCamera(512).TrySee(image, out IrisView? view, out _));
            using IrisTemplate template = IrisCode.Template(view.Iris.Pixels.Pixels, view.Iris.Mask.Pixels, 512);
            string path = Path.Combine(_folder, $"{eye}.{occasion}");
            File.WriteAllBytes(path, IrisTemplateJson.Write(template));
            return path;
        }

        string first = Template(1, 1), again = Template(1, 2), other = Template(2, 1);
        Assert.Equal(ExitCode.Ok, Cli.RunAll("match", first, again).Code);
        Assert.Equal(ExitCode.Invalid, Cli.RunAll("match", first, other).Code);
        Assert.Equal(ExitCode.Usage, Cli.RunAll("match", first, Path.Combine(_folder, "missing")).Code);
        Assert.Equal(ExitCode.Usage, Cli.RunAll("match", first, other, "--threshold", "2").Code);
    }

    private static string Run(params string[] words)
    {
        (int code, string result, string error) = Cli.RunAll(words);
        Assert.True(code == ExitCode.Ok, error);
        return result;
    }
}
