using System.Net.Http.Headers;
using System.Text.Json;
using Zkml.Cli;
using Zkml.Integration.Support;
using Zkml.Up.Tests.Support;

namespace Zkml.Up.Tests;

/// <summary>What a device maker tries without writing code.</summary>
public sealed class TheWholeHouse : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.File("data");

    [Fact]
    public async Task A_person_is_attested_comes_again_with_another_key_and_all_is_kept_over_a_restart()
    {
        using (UpProcess house = await UpProcess.StartAsync(Data))
        {
            MakeDevice(house);
            JsonElement first = Submit(house, "first", eye: 1);
            Verify(first, ExitCode.Ok);
            JsonElement other = Submit(house, "other", eye: 2), again = Submit(house, "again", eye: 1);
            Assert.Equal(["revoked", "valid", "valid"], new[] { first, other, again }.Select(report => StatusOf(house, report)));
            Assert.Equal((0, ""), await house.StopAsync());
        }

        (long entries, long keys) = await Vault.CountAsync(Data);
        Assert.True(entries >= 3 && keys == 0, $"{keys} of {entries} keys are left");

        using UpProcess reopened = await UpProcess.StartAsync(Data);
        Assert.Equal("device-exists", Enroll(ExitCode.Invalid, reopened).GetProperty("refused").GetString());
        JsonElement refused = Command.Json(ExitCode.Invalid, Submission(reopened, "again", 1, "--wait"));
        Assert.Equal(("refused", "already-attested"), (refused.GetProperty("state").GetString(), refused.GetProperty("detail").GetString()));
        JsonElement third = Submit(reopened, "third", eye: 1);
        Verify(third, ExitCode.Ok);
        Assert.Equal(0, (await reopened.StopAsync()).Code);
        Assert.Equal(0, (await Vault.CountAsync(Data)).Keys);
    }

    [Fact]
    public async Task A_stop_in_the_middle_loses_no_capture()
    {
        string[] captures;
        using (UpProcess house = await UpProcess.StartAsync(Data))
        {
            MakeDevice(house);
            captures = [.. Enumerable.Range(1, 3).Select(eye =>
            {
                Command.Json(ExitCode.Ok, "holder", "new", "--out", _folder.File($"holder{eye}"));
                return Command.Json(ExitCode.Ok, Submission(house, $"holder{eye}", eye)).GetProperty("id").GetString()!;
            })];
            Assert.Equal(0, (await house.StopAsync()).Code);
        }

        using UpProcess reopened = await UpProcess.StartAsync(Data);
        foreach (string capture in captures)
        {
            string? state;
            do
            {
                await Task.Delay(100);
                state = Get(reopened, reopened.DeviceKeyFile, $"/v1/captures/{capture}").GetProperty("state").GetString();
            }
            while (state is "accepted" or "proving" or "proven");

            Assert.Equal("attested", state);
        }

        Assert.Equal(0, (await reopened.StopAsync()).Code);
        Assert.Equal(0, (await Vault.CountAsync(Data)).Keys);
    }

    public void Dispose() => _folder.Dispose();

    private void MakeDevice(UpProcess house)
    {
        Command.Json(ExitCode.Ok, "device", "issue", "--root", house.Report.GetProperty("manufacturer").GetString()!, "--serial", "EX-1", "--out", _folder.File("camera"));
        Assert.Equal(1, Enroll(ExitCode.Ok, house).GetProperty("enrolledEpoch").GetInt32());
    }

    private JsonElement Enroll(int code, UpProcess house) =>
        Command.Json(code, "device", "enroll", "--service", house.Url, "--device", _folder.File("camera"), "--api-key-file", house.OperatorKeyFile);

    /// <summary>To its bundle, with a new key of this name.</summary>
    private JsonElement Submit(UpProcess house, string holder, int eye)
    {
        Command.Json(ExitCode.Ok, "holder", "new", "--out", _folder.File(holder));
        return Command.Json(ExitCode.Ok, Submission(house, holder, eye, "--out", _folder.File($"{holder}.json")));
    }

    private string[] Submission(UpProcess house, string holder, int eye, params string[] more) =>
    [
        "capture", "submit", "--service", house.Url, "--device", _folder.File("camera"), "--synthetic", $"{eye}", "--holder", _folder.File(holder),
        "--api-key-file", house.DeviceKeyFile, .. more,
    ];

    /// <summary>With everything pinned that it says to pin.</summary>
    private static void Verify(JsonElement report, int code) => Assert.True(
        Command.Json(code, report.GetProperty("verify").GetString()!.Split(' ')[1..]).GetProperty("valid").GetBoolean());

    private static string? StatusOf(UpProcess house, JsonElement report) =>
        Get(house, house.OperatorKeyFile, new Uri(report.GetProperty("attestation").GetString()!).AbsolutePath).GetProperty("status").GetString();

    private static JsonElement Get(UpProcess house, string keyFile, string path)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(keyFile).Trim());
        return JsonDocument.Parse(client.GetStringAsync(new Uri(house.Url + path)).GetAwaiter().GetResult()).RootElement;
    }
}
