using System.Security.Cryptography;
using System.Text.Json;
using Zkml.Device.Faults;

namespace Zkml.Cli.Tests;

/// <summary>From a manufacturer's root to a signed capture, as a device maker runs it.</summary>
public sealed class Captures : IDisposable
{
    private static readonly string Nonce = new('4', 64);

    private readonly string _folder = Directory.CreateTempSubdirectory("zkml").FullName;

    public Captures()
    {
        Run("device", "root", "--name", "Simulated", "--out", At("root"), "--simulator");
        Run("device", "issue", "--root", At("root"), "--serial", "EX-1", "--firmware", "1.2.0", "--out", At("camera"));
        using var holder = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECParameters key = holder.ExportParameters(false);
        File.WriteAllText(At("holder.jwk"), $$"""{"kty":"EC","crv":"P-256","x":"{{Text(key.Q.X!)}}","y":"{{Text(key.Q.Y!)}}"}""");

        static string Text(byte[] coordinate) => System.Buffers.Text.Base64Url.EncodeToString(coordinate);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_registry_enrols_revokes_and_signs_every_root()
    {
        Run("registry", "init", At("registry"), "--address", "https://registry.example", "--depth", "6");
        string enrolled = Run("registry", "enroll", At("registry"), "--certificate", Camera, "--root", At("root", "certificate.pem"), "--allow-simulators", "--json");
        string revoked = Run("registry", "revoke", At("registry"), "--certificate", Camera, "--json");
        JsonElement shown = JsonDocument.Parse(Run("registry", "show", At("registry"), "--json")).RootElement;

        Assert.Equal([1, 2], new[] { enrolled, revoked }.Select(text => JsonDocument.Parse(text).RootElement.GetProperty("epoch").GetInt32()));
        Assert.Equal((3, 1, 1), (shown.GetProperty("history").GetArrayLength(), shown.GetProperty("devices").GetInt32(), shown.GetProperty("revoked").GetInt32()));
        Assert.Contains("epoch 2", Run("registry", "check", At("registry", "root.jwt"), "--keys", At("registry", "jwks.json"), "--address", "https://registry.example"), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Invalid, Cli.Run("registry", "check", At("registry", "root.jwt"), "--keys", At("registry", "jwks.json"), "--address", "https://other.example").Code);
        Assert.Equal(ExitCode.Usage, Cli.Run("registry", "revoke", At("registry"), "--certificate", Camera).Code);
    }

    [Fact]
    public void A_registry_that_was_changed_by_hand_is_refused()
    {
        Run("registry", "init", At("registry"), "--address", "https://registry.example", "--depth", "6");
        Run("registry", "enroll", At("registry"), "--certificate", Camera, "--root", At("root", "certificate.pem"), "--allow-simulators");
        byte[] file = File.ReadAllBytes(At("registry", "registry.cbor"));
        file[^20] ^= 1;
        File.WriteAllBytes(At("registry", "registry.cbor"), file);
        Assert.Equal(ExitCode.Usage, Cli.Run("registry", "show", At("registry")).Code);
    }

    [Theory]
    [InlineData("nowhere", "eye.capture")]
    [InlineData("camera")]
    public void A_place_that_cannot_be_written_is_bad_usage_and_no_fault_of_the_program(params string[] place)
    {
        string eye = SharedData.Require("images", "iris", "synthetic", "id0_cap0.png"), file = At(place);
        (int code, _, string error) = Cli.Run(
            "capture", "make", "--image", eye, "--device", At("camera"), "--nonce", Nonce, "--holder", At("holder.jwk"), "--out", file);

        Assert.Equal(ExitCode.Usage, code);
        Assert.StartsWith($"zkml: Cannot write {file}: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_eye_becomes_a_capture_that_is_good_and_each_fault_one_that_is_refused()
    {
        string eye = SharedData.Require("images", "iris", "synthetic", "id0_cap0.png"), file = At("eye.capture");
        Run("capture", "make", "--image", eye, "--device", At("camera"), "--firmware", "1.2.0", "--nonce", Nonce, "--holder", At("holder.jwk"), "--out", file);
        Assert.Contains("GOOD", Run(Check(file)), StringComparison.Ordinal);
        Assert.Equal(Nonce, JsonDocument.Parse(Run("capture", "show", file)).RootElement.GetProperty("nonce").GetString());

        foreach (CaptureFault fault in Enum.GetValues<CaptureFault>())
        {
            if (fault is CaptureFault.None or CaptureFault.RevokedDevice or CaptureFault.UnknownDevice or CaptureFault.FutureTime or CaptureFault.ExpiredTime)
            {
                continue;
            }

            string wrong = At(fault + ".capture");
            Run("capture", "make", "--image", eye, "--device", At("camera"), "--firmware", "1.2.0", "--nonce", Nonce, "--holder", At("holder.jwk"), "--out", wrong, "--fault", fault.ToString());
            (int code, string result, string error) = Cli.Run(Check(wrong));
            string reason = FaultyDevice.ReasonFor(fault).ToString();
            Assert.True(reason == "Malformed" ? code == ExitCode.Usage : code == ExitCode.Invalid && result.Contains(reason, StringComparison.Ordinal), $"{fault}: {code} {result}{error}");
        }
    }

    private string Camera => At("camera", "certificate.pem");

    private string[] Check(string file) =>
        ["capture", "check", file, "--device", Camera, "--nonce", Nonce, "--holder", At("holder.jwk"), "--min-firmware", "1.2.0", "--min-quality", "1"];

    private string At(params string[] parts) => Path.Combine([_folder, .. parts]);

    private static string Run(params string[] words)
    {
        (int code, string result, string error) = Cli.Run(words);
        Assert.True(code == ExitCode.Ok, error);
        return result;
    }
}
