using System.Security.Cryptography;
using System.Text.Json;
using Zkml.Cli;
using Zkml.Integration.Support;
using Zkml.Up.Tests.Support;

namespace Zkml.Up.Tests;

/// <summary>A phone's maker: one folder with a model of faces, and the same commands as for irises.</summary>
[Trait("Category", "Slow")]
public sealed class FacesInTheHouse : IDisposable
{
    private const string Model = "espdl-mfn-int8-qdq.onnx", Face = "m3_id2_c.png", Other = "m3_id3_c.png";

    private readonly TemporaryFolder _folder = new();

    private string Models => _folder.File("models");

    [Fact]
    public async Task A_face_becomes_a_bundle_that_who_has_the_model_verifies()
    {
        CopyModel();
        using UpProcess house = await StartAsync("--models", Models);
        MakeDevice(house);
        JsonElement report = Command.Json(ExitCode.Ok, Submission(house, Face, "--out", _folder.File("bundle.json")));
        string verify = report.GetProperty("verify").GetString()!;
        Assert.EndsWith(" --models DIR", verify, StringComparison.Ordinal);
        string[] pinned = verify.Split(' ')[1..^2];
        JsonElement verdict = Command.Json(ExitCode.Ok, [.. pinned, "--models", Models]);
        Assert.True(verdict.GetProperty("valid").GetBoolean());
        Assert.Contains(verdict.GetProperty("onTrust").EnumerateArray(), line => line.GetString()!.Contains("several credentials", StringComparison.Ordinal));

        byte[] bundle = File.ReadAllBytes(_folder.File("bundle.json"));
        string answer = await ShowAsync(house, bundle);
        Assert.Contains("\"accepted\":true", answer, StringComparison.Ordinal);
        Assert.Contains("captured a face for this holder", answer, StringComparison.Ordinal);
        bundle[bundle.Length / 2] ^= 1;
        Assert.Contains("\"accepted\":false", await ShowAsync(house, bundle), StringComparison.Ordinal);
        await PublishesAsync(house);

        // The same face again: nothing compares, and the first credential stays.
        Assert.Equal("attested", Command.Json(ExitCode.Ok, Submission(house, Face, "--wait")).GetProperty("state").GetString());
        Assert.True(Command.Json(ExitCode.Ok, [.. pinned, "--models", Models]).GetProperty("valid").GetBoolean());
        Assert.Equal((0, ""), await house.StopAsync());
        (long entries, long keys) = await Vault.CountAsync(_folder.File("data"));
        Assert.True(entries == 2 && keys == 0, $"{keys} of {entries} keys are left");
    }

    [Fact]
    public async Task What_is_not_configured_is_refused_with_its_reason()
    {
        CopyModel();
        using (UpProcess house = await StartAsync())
        {
            MakeDevice(house);
            Refused(house, "capture-kind", "no model of faces");
            Assert.Equal((0, ""), await house.StopAsync());
        }

        using UpProcess strict = await UpProcess.StartAsync(
            _folder.File("data"), [("Models__Directory", Models)]);
        JsonElement refused = Command.Json(ExitCode.Invalid, Submission(strict, Other, "--wait"));
        Assert.Equal(("refused", "uniqueness-unchecked"), (refused.GetProperty("state").GetString(), refused.GetProperty("detail").GetString()));
        Assert.Equal((0, ""), await strict.StopAsync());
        Assert.Equal(0, (await Vault.CountAsync(_folder.File("data"))).Keys);
    }

    public void Dispose() => _folder.Dispose();

    private Task<UpProcess> StartAsync(params string[] more) => UpProcess.StartAsync(_folder.File("data"), [], more);

    private void CopyModel()
    {
        Directory.CreateDirectory(Models);
        File.Copy(SharedData.Require("models", Model), Path.Combine(Models, "any-name.onnx"));
    }

    private void MakeDevice(UpProcess house)
    {
        Command.Json(ExitCode.Ok, "device", "issue", "--root", house.Report.GetProperty("manufacturer").GetString()!, "--serial", "PH-1", "--out", _folder.File("phone"));
        Command.Json(ExitCode.Ok, "device", "enroll", "--service", house.Url, "--device", _folder.File("phone"), "--api-key-file", house.OperatorKeyFile);
        Command.Json(ExitCode.Ok, "holder", "new", "--out", _folder.File("holder"));
    }

    private string[] Submission(UpProcess house, string image, params string[] more) =>
    [
        "capture", "submit", "--service", house.Url, "--device", _folder.File("phone"), "--modality", "face", "--image",
        SharedData.Require("images", "faces", "synthetic", image), "--holder", _folder.File("holder"), "--api-key-file", house.DeviceKeyFile, .. more,
    ];

    private void Refused(UpProcess house, string code, string words)
    {
        JsonElement refusal = Command.Json(ExitCode.Invalid, Submission(house, Face));
        Assert.Equal(code, refusal.GetProperty("refused").GetString());
        Assert.Contains(words, refusal.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<string> ShowAsync(UpProcess house, byte[] bundle)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent(bundle);
        content.Headers.ContentType = new("application/json");
        using HttpResponseMessage answer = await client.PostAsync(new Uri(house.Url + "/v1/verify"), content);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The model and the description of its statement, for who verifies elsewhere.</summary>
    private async Task PublishesAsync(UpProcess house)
    {
        using var client = new HttpClient();
        JsonElement statement = JsonDocument.Parse(File.ReadAllBytes(_folder.File("bundle.json"))).RootElement.GetProperty("statement");
        string model = statement.GetProperty("model_id").GetString()!;
        Assert.Equal(model, Convert.ToHexStringLower(SHA256.HashData(await client.GetByteArrayAsync(new Uri($"{house.Url}/models/{model}")))));
        string text = await client.GetStringAsync(new Uri($"{house.Url}/statements/{statement.GetProperty("id").GetString()}"));
        Assert.StartsWith($"statement zkml/face/1 model {model} symmetric", text, StringComparison.Ordinal);
        Assert.Contains("\nscale symmetric\nwidth 112\nheight 112\n", text, StringComparison.Ordinal);
    }
}
