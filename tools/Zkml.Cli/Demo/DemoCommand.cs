using System.CommandLine;
using System.Security.Cryptography;
using Spectre.Console;
using Zkml.Imaging;

namespace Zkml.Cli.Demo;

/// <summary>`zkml demo`: the whole way once, as a timeline for people.</summary>
public static class DemoCommand
{
    private const ulong Identity = 1, Occasion = 1;

    public static Command Create(Output output)
    {
        var image = new Option<string?>("--image") { Description = "Infrared image of an eye, PNG or JPEG (default: a synthetic eye that nobody has).", HelpName = "FILE" };
        var folder = new Option<string?>("--out") { Description = "Write pictures of eye, normalised iris and code, and the bundle.", HelpName = "DIR" };
        var command = new Command("demo", """
            From an eye to a credential that a third party verifies offline, with every party simulated in this process.
            Example: zkml demo --out demo
            """) { image, folder };
        command.SetAction(parsed => Run(parsed.GetValue(image), parsed.GetValue(folder), output));
        return command;
    }

    private static int Run(string? image, string? folder, Output output)
    {
        using GreyImage eye = image is null ? new SyntheticEye(Identity, Occasion).Draw() : Read(image);
        DemoReport report = output.Progress("demo", progress =>
        {
            using var run = new DemoRun(eye, progress);
            DemoReport made = run.Run();
            return folder is null ? made : made with { Files = Write(folder, run.Files) };
        });
        output.Write(report, ZkmlJson.Default.DemoReport, screen => Draw(screen, report));
        return report.Verification.Valid ? ExitCode.Ok : ExitCode.Invalid;
    }

    private static GreyImage Read(string path)
    {
        byte[] file = InputFile.Read(path, SkiaImageCodec.MaxFileLength);
        bool decoded = new SkiaImageCodec().TryDecodeGrey(file, out GreyImage? eye, out string? reason);
        CryptographicOperations.ZeroMemory(file);
        return decoded ? eye! : throw new UsageException($"{path}: {reason}");
    }

    private static List<string> Write(string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        OutputFile.Guard(folder, () => Directory.CreateDirectory(folder));
        var written = new List<string>();
        foreach ((string name, byte[] content) in files)
        {
            string path = Path.Combine(folder, name);
            OutputFile.Write(path, content);
            written.Add(path);
        }

        return written;
    }

    private static void Draw(IAnsiConsole screen, DemoReport report)
    {
        foreach (DemoStep step in report.Steps)
        {
            screen.WriteLine($"{step.Ms,8:0} ms  {step.Who,-12} {step.What}");
        }

        screen.WriteLine($"\nproof {report.ProofBytes:N0} bytes, bundle {report.BundleBytes:N0} bytes, soundness {report.SoundnessBits:0.0} bits");
        screen.WriteLine("\nWhat the third party checked:");
        foreach (Proofs.CheckReport check in report.Verification.Checks!)
        {
            screen.WriteLine($"  {check.Result,-11} {check.Name}{(check.Reason is { } reason ? $": {reason}" : "")}");
        }

        screen.WriteLine("\nWhat stays on trust:");
        foreach (string line in report.Verification.OnTrust)
        {
            screen.WriteLine($"  {line}");
        }

        screen.WriteLine("\nChanged bundles, and why they are refused:");
        foreach (DemoTampering tampering in report.Tampered)
        {
            screen.WriteLine($"  {tampering.Change}: {tampering.Reason}");
        }

        screen.WriteLine("\nWho learned what:");
        foreach (DemoKnowledge knowledge in report.Knowledge)
        {
            screen.WriteLine($"  {knowledge.Party,-12} {knowledge.Learned}; not: {knowledge.NotLearned}");
        }

        if (report.Files.Count > 0)
        {
            screen.WriteLine($"\nwrote {string.Join(", ", report.Files)}");
            screen.WriteLine($"verify it: zkml verify {report.Files.First(f => f.EndsWith(".json", StringComparison.Ordinal))} --issuer {report.Issuer} --issuer-key {report.IssuerKey} --root {report.RegistryRoot}");
        }
    }
}
