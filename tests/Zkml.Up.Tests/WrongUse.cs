using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Zkml.Cli;
using Zkml.Integration.Support;
using Zkml.Up.Tests.Support;

namespace Zkml.Up.Tests;

/// <summary>What stands in the way is one sentence; what a service refuses has its code.</summary>
public sealed class WrongUse : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_house_that_cannot_start_says_why_in_one_sentence()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        File.WriteAllText(_folder.File("file"), "");
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_folder.File("open"), (UnixFileMode)0b111_101_101);
        }

        (string Sentence, string[] Arguments)[] cases =
        [
            ("address already in use", ["--data", _folder.File("data"), "--url", $"http://{taken.LocalEndpoint}"]),
            ("Cannot write", ["--data", Path.Combine(_folder.File("file"), "data")]),
            ("mode must be 700", ["--data", _folder.File("open")]),
            ("no http address of this machine", ["--data", _folder.File("data"), "--url", "http://0.0.0.0:8080"]),
            ("no http address of this machine", ["--data", _folder.File("data"), "--url", "https://127.0.0.1:8080"]),
        ];
        foreach ((string sentence, string[] arguments) in cases)
        {
            IsSentence(sentence, await UpProcess.RefusedAsync(arguments));
        }

        Directory.CreateDirectory(_folder.File("empty"));
        IsSentence("does not exist", await UpProcess.RefusedAsync(["--data", _folder.File("data"), "--models", _folder.File("nowhere")]));
        IsSentence("has no model of faces", await UpProcess.RefusedAsync(["--data", _folder.File("data"), "--models", _folder.File("empty")]));
        IsSentence("RegistryDepth", await UpProcess.RefusedAsync(["--data", _folder.File("data")], ("Prover__RegistryDepth", "99")));
        IsSentence("RequestsPerSecond", await UpProcess.RefusedAsync(["--data", _folder.File("data")], ("Limits__RequestsPerSecond", "0")));
        IsSentence("'Limits:LargestBody'", await UpProcess.RefusedAsync(["--data", _folder.File("data")], ("Limits__LargestBody", "large")));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_running_house_keeps_its_folder_and_its_keys_to_itself()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are those of Unix.");
        using UpProcess house = await UpProcess.StartAsync(_folder.File("data"));
        (int code, _, string error) = await UpProcess.RefusedAsync(["--data", _folder.File("data"), "--url", "http://127.0.0.1:0"]);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("another process uses it", error, StringComparison.Ordinal);

        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        string[] keys = [.. Directory.EnumerateFiles(_folder.File("data"), "*", SearchOption.AllDirectories).Where(file => file.EndsWith(".key", StringComparison.Ordinal) || file.EndsWith(".p8", StringComparison.Ordinal))];
        Assert.True(keys.Length >= 9, string.Join(' ', keys));
        Assert.All(keys, file => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & Others));
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_folder.File("data")) & Others);
        Assert.DoesNotContain("zkml_", house.Report.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_says_what_it_needs_and_what_a_service_refuses()
    {
        using UpProcess house = await UpProcess.StartAsync(_folder.File("data"));
        string camera = _folder.File("camera"), stranger = _folder.File("stranger"), holder = _folder.File("holder");
        Command.Json(ExitCode.Ok, "holder", "new", "--out", holder);
        Command.Json(ExitCode.Ok, "device", "root", "--name", "Stranger", "--out", _folder.File("root"), "--simulator");
        Command.Json(ExitCode.Ok, "device", "issue", "--root", _folder.File("root"), "--serial", "S", "--out", stranger);
        Command.Json(ExitCode.Ok, "device", "issue", "--root", house.Report.GetProperty("manufacturer").GetString()!, "--serial", "C", "--out", camera);
        string[] service = ["--service", house.Url, "--api-key-file"];

        Assert.Equal("certificate-unknown-root", Command.Json(ExitCode.Invalid, ["device", "enroll", "--device", stranger, .. service, house.OperatorKeyFile]).GetProperty("refused").GetString());
        Command.IsUsage("for another role", ["device", "enroll", "--device", camera, .. service, house.DeviceKeyFile]);
        Command.IsUsage("holds no API key", ["device", "enroll", "--device", camera, .. service, Path.Combine(holder, "holder.jwk")]);
        Command.IsUsage("is not encrypted", "device", "enroll", "--device", camera, "--service", "http://zkml.example", "--api-key-file", house.OperatorKeyFile);
        Command.IsUsage("is no address", "device", "enroll", "--device", camera, "--service", "zkml", "--api-key-file", house.OperatorKeyFile);
        string[] submit = ["capture", "submit", "--device", camera, "--holder", holder, .. service, house.DeviceKeyFile];
        Command.IsUsage("is not enrolled", [.. submit, "--synthetic"]);
        Command.IsUsage("one of them", submit);
        Command.IsUsage("draws eyes only", [.. submit, "--synthetic", "--modality", "face"]);
        Command.IsUsage("only the holder", "capture", "submit", "--device", camera, "--synthetic", "--holder", Path.Combine(holder, "holder.jwk"), "--service", house.Url, "--api-key-file", house.DeviceKeyFile, "--out", _folder.File("b"));
        Command.IsUsage("is not empty", "holder", "new", "--out", holder);
        await house.StopAsync();
        Command.IsUsage("does not answer", ["device", "enroll", "--device", camera, .. service, house.OperatorKeyFile]);
    }

    [Theory]
    [InlineData(200, "text/html", "<p>hello", "something else than expected")]
    [InlineData(200, "application/json", "null", "something else than expected")]
    [InlineData(422, "application/problem+json", "{broken", "something else than expected")]
    [InlineData(422, "application/problem+json", """{"type":"about:blank","title":"no"}""", "answers 422")]
    [InlineData(404, "text/plain", "", "answers 404")]
    [InlineData(200, "application/json", """{"nonce":"AA","thumbprint":"","issuedAt":"2026-01-01T00:00:00Z","expiresAt":"2026-01-01T00:00:00Z"}""", "no challenge of 32 bytes")]
    public async Task A_server_that_is_not_ours_is_one_sentence(int status, string type, string body, string sentence)
    {
        using var listener = new HttpListener();
        string url = $"http://127.0.0.1:{FreePort.Next()}/";
        listener.Prefixes.Add(url);
        listener.Start();
        Task answer = Task.Run(async () =>
        {
            HttpListenerContext context = await listener.GetContextAsync();
            (context.Response.StatusCode, context.Response.ContentType) = (status, type);
            context.Response.Close(System.Text.Encoding.UTF8.GetBytes(body), willBlock: true);
        });
        string key = _folder.File("key");
        File.WriteAllText(key, Hosting.Security.ApiKey.Create("o").Key);
        Command.Json(ExitCode.Ok, "device", "root", "--name", "Any", "--out", _folder.File("root"), "--simulator");
        Command.Json(ExitCode.Ok, "device", "issue", "--root", _folder.File("root"), "--serial", "1", "--out", _folder.File("camera"));
        Command.IsUsage(sentence, "device", "enroll", "--device", _folder.File("camera"), "--service", url, "--api-key-file", key);
        await answer;
    }

    public void Dispose() => _folder.Dispose();

    private static void IsSentence(string words, (int Code, string Result, string Error) ended)
    {
        Assert.Equal((ExitCode.Usage, ""), (ended.Code, ended.Result));
        Assert.Single(ended.Error.Trim().Split('\n'));
        Assert.Contains(words, ended.Error, StringComparison.Ordinal);
    }
}
