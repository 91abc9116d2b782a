using System.CommandLine;
using Spectre.Console;

namespace Zkml.Cli.Proofs;

/// <summary>`zkml verify FILE`: finds the kind of the file by its header and prints the verdict.</summary>
public static class VerifyCommand
{
    /// <summary>Far above any proof of ours (under 1 MB each) and far below what a verifier could not hold.</summary>
    private const int MaxBytes = 64 << 20;

    public static Command Create(Output output, IReadOnlyList<IProofKind> kinds)
    {
        var file = new Argument<string>("file") { Description = "The proof file." };
        var root = new Option<string?>("--root") { Description = "The registry root it must be about.", HelpName = "HEX" };
        var context = new Option<string?>("--context") { Description = "The context it must have.", HelpName = "HEX" };
        var offset = new Option<int?>("--context-offset") { Description = "Where in the message the context must stand.", HelpName = "N" };
        var command = new Command("verify", """
            Check a proof file; needs no network. What you do not give stays on trust.
            Example: zkml verify device.zkp --root 14d0… --context 4b9e… --context-offset 0
            """) { file, root, context, offset };
        command.SetAction(parsed => Verify(
            parsed.GetRequiredValue(file),
            new Expectations(Options.Bytes32(parsed, root), Options.Bytes32(parsed, context), parsed.GetValue(offset)), output, kinds));
        return command;
    }

    private static int Verify(string path, Expectations expected, Output output, IReadOnlyList<IProofKind> kinds)
    {
        byte[] bytes = InputFile.Read(path, MaxBytes);
        IProofKind kind = kinds.FirstOrDefault(k => k.Recognises(bytes))
            ?? throw new UsageException($"{path} is not a proof that this version knows.");
        VerifyReport report = kind.Verify(bytes, expected);
        output.Write(report, ZkmlJson.Default.VerifyReport, screen => Draw(screen, report));
        return report.Valid ? ExitCode.Ok : ExitCode.Invalid;
    }

    private static void Draw(IAnsiConsole screen, VerifyReport report)
    {
        screen.WriteLine(report.Valid ? $"VALID {report.Kind} proof" : $"INVALID {report.Kind} proof: {report.Reason}");
        DrawList(screen, "checked", report.Checked);
        DrawList(screen, "stays on trust", report.OnTrust);
        if (report.SoundnessBits is double bits)
        {
            screen.WriteLine($"  soundness {bits:0.0} bits");
        }

        if (report.VerifyMs is double ms)
        {
            screen.WriteLine($"  verified in {ms:0.0} ms");
        }
    }

    private static void DrawList(IAnsiConsole screen, string title, IReadOnlyList<string> lines)
    {
        foreach (string line in lines)
        {
            screen.WriteLine($"  {title}: {line}");
        }
    }
}
