using System.Security.Cryptography;
using System.Text.Json;

namespace Zkml.Cli.Tests;

/// <summary>`zkml prove device` and `zkml verify` as a user runs them.</summary>
public sealed class DeviceProofs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zkml").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_demonstration_is_proved_and_verified()
    {
        string proof = Path.Combine(_folder, "proof.zkp");
        Assert.Equal(ExitCode.Ok, Run("prove", "device", "--demo", "--out", proof, "--max-blocks", "2", "--depth", "4", "--json").Code);
        (int code, string output) = Run("verify", proof, "--json");
        Assert.Equal(ExitCode.Ok, code);
        using JsonDocument report = JsonDocument.Parse(output);
        Assert.True(report.RootElement.GetProperty("valid").GetBoolean());
        Assert.True(report.RootElement.GetProperty("soundnessBits").GetDouble() >= 100);
    }

    [Fact]
    public void What_opens_the_commitment_is_a_new_file_for_its_owner_only()
    {
        string opening = Path.Combine(_folder, "opening");
        string[] prove = ["prove", "device", "--demo", "--opening", opening, "--out", Path.Combine(_folder, "p"), "--max-blocks", "2", "--depth", "4"];
        Assert.Equal(ExitCode.Ok, Run(prove).Code);
        byte[] secret = System.IO.File.ReadAllBytes(opening);
        Assert.Equal(32, secret.Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(opening));
        }

        Assert.Equal(ExitCode.Usage, Run(prove).Code);
        Assert.Equal(secret, System.IO.File.ReadAllBytes(opening));
    }

    [Fact]
    public void Files_of_a_real_device_are_proved_and_checked_against_what_is_expected()
    {
        using var device = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] context = RandomNumberGenerator.GetBytes(32), message = [1, 2, 3, .. context, 4, 5];
        string proof = Path.Combine(_folder, "proof.zkp");
        string[] prove =
        [
            "prove", "device", "--message", File("m", message), "--signature",
            File("s", device.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            "--key", Text("k", device.ExportSubjectPublicKeyInfoPem()),
            "--registry", Text("r", other.ExportSubjectPublicKeyInfoPem() + "\n" + device.ExportSubjectPublicKeyInfoPem() + "\n"),
            "--context", Convert.ToHexString(context), "--context-offset", "3", "--max-blocks", "2", "--depth", "3", "--out", proof,
        ];
        Assert.Equal(ExitCode.Ok, Run(prove).Code);
        Assert.Equal(ExitCode.Ok, Run("verify", proof, "--context", Convert.ToHexString(context), "--context-offset", "3").Code);
        Assert.Equal(ExitCode.Invalid, Run("verify", proof, "--context", new string('0', 64)).Code);
        Assert.Equal(ExitCode.Invalid, Run("verify", proof, "--context-offset", "4").Code);
        Assert.Equal(ExitCode.Invalid, Run("verify", proof, "--root", new string('0', 64)).Code);
        Assert.Equal(ExitCode.Usage, Run("verify", proof, "--root", "xyz").Code);

        byte[] file = System.IO.File.ReadAllBytes(proof);
        file[^1] ^= 1;
        Assert.Equal(ExitCode.Invalid, Run("verify", File("changed", file)).Code);
        Assert.Equal(ExitCode.Usage, Run("verify", File("other", [1, 2, 3])).Code);
        Assert.Equal(ExitCode.Usage, Run("verify", Path.Combine(_folder, "missing")).Code);
    }

    [Theory]
    [InlineData("--context", "00")]
    [InlineData("--context-offset", "1000")]
    [InlineData("--max-blocks", "0")]
    [InlineData("--depth", "27")]
    [InlineData("--signature", "m")]
    [InlineData("--key", "m")]
    [InlineData("--registry", "m")]
    [InlineData("--message", "nothing")]
    public void Bad_input_is_one_sentence_and_exit_code_2(string option, string value)
    {
        using var device = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] message = RandomNumberGenerator.GetBytes(60);
        string pem = Text("k", device.ExportSubjectPublicKeyInfoPem());
        var options = new Dictionary<string, string>
        {
            ["--message"] = File("m", message), ["--signature"] = File("s", device.SignData(message, HashAlgorithmName.SHA256)), ["--key"] = pem,
            ["--registry"] = pem, ["--context"] = Convert.ToHexString(message.AsSpan(0, 32)), ["--out"] = Path.Combine(_folder, "p"),
        };
        options[option] = value is "m" or "nothing" ? Path.Combine(_folder, value) : value;

        (int code, string output) = Run(["prove", "device", .. options.SelectMany(o => new[] { o.Key, o.Value })]);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Equal("", output);
        Assert.False(System.IO.File.Exists(options["--out"]));
    }

    private static (int Code, string Output) Run(params string[] args)
    {
        using StringWriter result = new(), error = new();
        return (CommandLineApp.Run(args, new Output(result, error, interactive: false)), result.ToString());
    }

    private string File(string name, byte[] content)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    private string Text(string name, string content) => File(name, System.Text.Encoding.ASCII.GetBytes(content));
}
