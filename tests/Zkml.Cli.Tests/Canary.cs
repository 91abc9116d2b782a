using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Zkml.Imaging;
using Zkml.Matching;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;
using Zkml.Statements.Iris;

namespace Zkml.Cli.Tests;

/// <summary>Nothing that a run leaves behind holds pixels, template or device key: neither files, nor temporary ones, nor what it prints.</summary>
public sealed class Canary : IDisposable
{
    private const int PixelRun = 16, SecretRun = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("zkml").FullName;

    private readonly string _eye;

    private readonly HashSet<UInt128> _pixels = [];

    private readonly HashSet<ulong> _secrets = [];

    public Canary()
    {
        using GreyImage eye = new SyntheticEye(77, 3).Draw();
        _eye = At("eye-of-the-test.png");
        File.WriteAllBytes(_eye, new SkiaImageCodec().EncodePng(eye));
        AddPixels(eye.Pixels);
        Assert.True(new IrisCamera(512).TrySee(eye, out IrisView? view, out _));
        using (view)
        {
            AddPixels(view.Iris.Pixels.Pixels);
            using IrisTemplate template = IrisCode.Template(view.Iris.Pixels.Pixels, view.Iris.Mask.Pixels, 512);
            byte[] code = new byte[IrisTemplate.PackedLength], mask = new byte[IrisTemplate.PackedLength];
            template.WritePacked(code, mask);
            AddSecret(code);
            AddSecret(mask);
        }

        Directory.CreateDirectory(At("tmp"));
        Directory.CreateDirectory(At("out"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_demonstration_leaves_nothing_behind()
    {
        string printed = Run("demo", "--image", _eye, "--out", At("demo"), "--json");
        Search(printed, At("demo"), At("tmp"));
        Assert.Equal(4, Directory.GetFiles(At("demo")).Length);
    }

    [Fact]
    public void A_proof_and_a_failed_proof_leave_nothing_behind_but_what_was_asked_for()
    {
        string nonce = new('5', 64);
        Run("device", "root", "--name", "Simulated", "--out", At("root"), "--simulator");
        Run("device", "issue", "--root", At("root"), "--serial", "EX-1", "--firmware", "1.2.0", "--out", At("camera"));
        AddKey(File.ReadAllBytes(At("camera", "key.p8")));
        Run("registry", "init", At("registry"), "--address", "https://registry.example", "--depth", "5");
        Run("registry", "enroll", At("registry"), "--certificate", At("camera", "certificate.pem"), "--root", At("root", "certificate.pem"), "--allow-simulators");
        WriteHolder(At("holder.jwk"));
        var printed = new StringBuilder();
        foreach (string fault in (string[])["None", "SwappedImage", "BadSignature", "TruncatedFile"])
        {
            string file = At(fault + ".capture");
            Run("capture", "make", "--image", _eye, "--device", At("camera"), "--firmware", "1.2.0", "--nonce", nonce, "--holder", At("holder.jwk"), "--out", file, "--fault", fault);
            printed.Append(Start(out int code, "prove", "iris", "--capture", file, "--device", At("camera", "certificate.pem"), "--registry", At("registry"), "--quality-floor", "1000", "--out", At("out", fault)));
            Assert.Equal(fault switch { "None" => ExitCode.Ok, "TruncatedFile" => ExitCode.Usage, _ => ExitCode.Invalid }, code);
        }

        printed.Append(Run("verify", At("out", "None")));
        Search(printed.ToString(), At("out"), At("registry"), At("tmp"));
        Assert.Single(Directory.GetFiles(At("out")));
    }

    [Fact]
    public void The_search_finds_what_it_looks_for()
    {
        using GreyImage eye = new SyntheticEye(77, 3).Draw();
        File.WriteAllBytes(At("tmp", "leak"), [1, 2, 3, .. eye.Row(200)[100..160], 4]);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Search("", At("tmp")));
    }

    private void Search(string printed, params string[] folders)
    {
        Assert.False(Holds(Encoding.UTF8.GetBytes(printed)), "what was printed");
        foreach (string file in folders.Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)))
        {
            Assert.False(Holds(File.ReadAllBytes(file)), file);
        }
    }

    private bool Holds(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i + SecretRun <= bytes.Length; i++)
        {
            if (_secrets.Contains(BitConverter.ToUInt64(bytes[i..])) || (i + PixelRun <= bytes.Length && _pixels.Contains(Window(bytes[i..]))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Runs of few values, of a pupil or a mask, are found by chance.</summary>
    private void AddPixels(ReadOnlySpan<byte> pixels)
    {
        for (int i = 0; i + PixelRun <= pixels.Length; i++)
        {
            if (pixels.Slice(i, PixelRun).ToArray().Distinct().Count() >= PixelRun / 2)
            {
                _pixels.Add(Window(pixels[i..]));
            }
        }
    }

    private void AddSecret(byte[] secret)
    {
        foreach (byte[] form in (byte[][])[secret, Encoding.ASCII.GetBytes(Convert.ToBase64String(secret)), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret))])
        {
            for (int i = 0; i + SecretRun <= form.Length; i++)
            {
                if (form.AsSpan(i, SecretRun).ToArray().Distinct().Count() >= SecretRun - 2)
                {
                    _secrets.Add(BitConverter.ToUInt64(form.AsSpan(i)));
                }
            }
        }
    }

    private void AddKey(byte[] pkcs8)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        AddSecret(key.ExportParameters(true).D!);
    }

    private static void WriteHolder(string path)
    {
        using var holder = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECParameters key = holder.ExportParameters(false);
        File.WriteAllText(path, $$"""{"kty":"EC","crv":"P-256","x":"{{Text(key.Q.X!)}}","y":"{{Text(key.Q.Y!)}}"}""");

        static string Text(byte[] coordinate) => System.Buffers.Text.Base64Url.EncodeToString(coordinate);
    }

    private static UInt128 Window(ReadOnlySpan<byte> bytes) => System.Runtime.InteropServices.MemoryMarshal.Read<UInt128>(bytes);

    private string At(params string[] parts) => Path.Combine([_folder, .. parts]);

    private string Run(params string[] words)
    {
        string printed = Start(out int code, words);
        Assert.True(code == ExitCode.Ok, printed);
        return printed;
    }

    /// <summary>A process of its own, whose temporary folder is ours.</summary>
    private string Start(out int code, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLineApp).Assembly.Location, .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
            Environment = { ["TMPDIR"] = At("tmp"), ["TMP"] = At("tmp"), ["TEMP"] = At("tmp"), ["ZKML_DEBUG"] = "1" },
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string printed = process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        code = process.ExitCode;
        return printed;
    }
}
