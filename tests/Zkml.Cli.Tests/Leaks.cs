using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Zkml.Cli.Tests;

/// <summary>Runs the program as a process of its own in a folder of its own, and searches what it leaves and prints for runs of what is secret.</summary>
internal sealed class Leaks : IDisposable
{
    private const int PixelRun = 16, SecretRun = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("zkml").FullName;

    private readonly HashSet<UInt128> _pixels = [];

    private readonly HashSet<ulong> _secrets = [];

    public Leaks()
    {
        Directory.CreateDirectory(At("tmp"));
        Directory.CreateDirectory(At("out"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public string At(params string[] parts) => Path.Combine([_folder, .. parts]);

    /// <summary>Runs of few values, of a pupil or a mask, are found by chance.</summary>
    public void AddPixels(ReadOnlySpan<byte> pixels)
    {
        for (int i = 0; i + PixelRun <= pixels.Length; i++)
        {
            if (pixels.Slice(i, PixelRun).ToArray().Distinct().Count() >= PixelRun / 2)
            {
                _pixels.Add(Window(pixels[i..]));
            }
        }
    }

    public void AddSecret(byte[] secret)
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

    public void AddKey(byte[] pkcs8)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        AddSecret(key.ExportParameters(true).D!);
    }

    public void Search(string printed, params string[] folders)
    {
        Assert.False(Holds(Encoding.UTF8.GetBytes(printed)), "what was printed");
        foreach (string file in folders.Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)))
        {
            Assert.False(Holds(File.ReadAllBytes(file)), file);
        }
    }

    /// <summary>A simulated camera, a registry that has it, and a holder's key.</summary>
    public void MakeHouse()
    {
        Run("device", "root", "--name", "Simulated", "--out", At("root"), "--simulator");
        Run("device", "issue", "--root", At("root"), "--serial", "EX-1", "--firmware", "1.2.0", "--out", At("camera"));
        AddKey(File.ReadAllBytes(At("camera", "key.p8")));
        Run("registry", "init", At("registry"), "--address", "https://registry.example", "--depth", "5");
        Run("registry", "enroll", At("registry"), "--certificate", At("camera", "certificate.pem"), "--root", At("root", "certificate.pem"), "--allow-simulators");
        Run("holder", "new", "--out", At("holder"));
    }

    public string Run(params string[] words)
    {
        string printed = Start(out int code, words);
        Assert.True(code == ExitCode.Ok, printed);
        return printed;
    }

    /// <summary>A process of its own, whose temporary folder is ours.</summary>
    public string Start(out int code, params string[] words)
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

    private static UInt128 Window(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<UInt128>(bytes);
}
