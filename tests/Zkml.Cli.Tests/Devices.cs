using System.Text.Json;

namespace Zkml.Cli.Tests;

/// <summary>`zkml device` as a manufacturer runs it.</summary>
public sealed class Devices : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zkml").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_root_issues_a_device_that_a_service_takes()
    {
        Assert.Equal(ExitCode.Ok, Cli.Run("device", "root", "--name", "Example Optics", "--out", At("root")).Code);
        (int code, string issued, _) = Cli.Run("device", "issue", "--root", At("root"), "--serial", "EX-1", "--firmware", "1.2.3", "--out", At("camera"), "--json");
        Assert.Equal(ExitCode.Ok, code);
        (code, string check, _) = Cli.Run("device", "check", At("camera", "certificate.pem"), "--root", At("root", "certificate.pem"), "--json");
        Assert.Equal(ExitCode.Ok, code);
        JsonElement device = JsonDocument.Parse(check).RootElement;

        Assert.Equal(("EX-1", "1.2.3"), (device.GetProperty("serial").GetString(), device.GetProperty("firmware").GetString()));
        Assert.Equal(JsonDocument.Parse(issued).RootElement.GetProperty("keyThumbprint").GetString(), device.GetProperty("keyThumbprint").GetString());
    }

    [Fact]
    public void A_simulator_and_a_device_of_another_root_are_refused_with_their_reasons()
    {
        Cli.Run("device", "root", "--name", "Simulated", "--out", At("root"), "--simulator");
        Cli.Run("device", "root", "--name", "Other", "--out", At("other"));
        Cli.Run("device", "issue", "--root", At("root"), "--serial", "EX-1", "--out", At("camera"));
        string camera = At("camera", "certificate.pem");

        (int code, string result, _) = Cli.Run("device", "check", camera, "--root", At("root", "certificate.pem"));
        Assert.Equal(ExitCode.Invalid, code);
        Assert.Contains("REFUSED: Simulator", result, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, Cli.Run("device", "check", camera, "--root", At("root", "certificate.pem"), "--allow-simulators").Code);
        Assert.Contains("UnknownRoot", Cli.Run("device", "check", camera, "--root", At("other", "certificate.pem")).Result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("device", "issue", "--root", "nowhere", "--serial", "1", "--out", "x", "The key of nowhere cannot be used")]
    [InlineData("device", "root", "--name", "A", "--out", "/", "/ is not empty.")]
    [InlineData("device", "root", "--name", "A", "--out", "y", "--token", "T", "--token-module, --token and --token-key belong together.")]
    [InlineData("device", "check", "nowhere.pem", "--root", "nowhere.pem", "Cannot read nowhere.pem")]
    public void Bad_usage_is_one_sentence(params string[] words)
    {
        (int code, _, string error) = Cli.Run(words[..^1]);
        Assert.Equal(ExitCode.Usage, code);
        Assert.StartsWith("zkml: " + words[^1], error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public void The_private_key_is_for_its_owner_alone()
    {
        Cli.Run("device", "root", "--name", "A", "--out", At("root"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("root", "key.p8")));
        }
    }

    private string At(params string[] parts) => Path.Combine([_folder, .. parts]);
}
