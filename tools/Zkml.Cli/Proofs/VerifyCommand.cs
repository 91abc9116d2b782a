using System.CommandLine;
using Spectre.Console;

namespace Zkml.Cli.Proofs;

/// <summary>`zkml verify FILE`: finds the kind of the file by its header and prints the verdict.</summary>
public static class VerifyCommand
{
    /// <summary>Far above any proof of ours (under 1 MB each) and far below what a verifier could not hold.</summary>
    private const int MaxBytes = 64 << 20;

    public static Command Create(Output output, IReadOnlyList<IFileKind> kinds)
    {
        var file = new Argument<string>("file") { Description = "A bundle, or a proof." };
        var root = new Option<string?>("--root") { Description = "The registry root it must be about.", HelpName = "HEX" };
        var context = new Option<string?>("--context") { Description = "The context it must have.", HelpName = "HEX" };
        var offset = new Option<int?>("--context-offset") { Description = "Where in the message the context must stand.", HelpName = "N" };
        var issuer = new Option<string?>("--issuer") { Description = "Address of the issuer a bundle must be of.", HelpName = "URL" };
        var key = new Option<string[]>("--issuer-key") { Description = "Thumbprint (RFC 7638) of a key the issuer may have; may be repeated.", HelpName = "KID" };
        var model = new Option<string?>("--model") { Description = "The public model that a proof of a face or of inference must be about, ONNX.", HelpName = "FILE" };
        var models = new Option<string?>("--models") { Description = "A folder of models, for bundles of faces: the one with the bundle's id is used.", HelpName = "DIR" };
        var architecture = new Option<string?>("--architecture") { Description = "What is public of the private model a proof must be about.", HelpName = "FILE" };
        var commitment = new Option<string?>("--commitment") { Description = "The commitment the private model must be under.", HelpName = "FILE" };
        var command = new Command("verify", """
            Check a bundle or a proof; needs no network. What you do not give stays on trust.
            Example: zkml verify bundle.json --issuer https://issuer.example --issuer-key 9Xa… --root 14d0…
            Example: zkml verify face.zkp --model face.onnx --root 14d0…
            Example: zkml verify device.zkp --root 14d0… --context 4b9e… --context-offset 0
            Example: zkml verify model.zkp --model face.onnx
            Example: zkml verify model.zkp --architecture architecture.json --commitment commitment.json
            """) { file, root, context, offset, issuer, key, model, models, architecture, commitment };
        command.SetAction(parsed => Verify(
            parsed.GetRequiredValue(file),
            new Expectations(Options.Hex32(parsed, root), Options.Hex32(parsed, context), parsed.GetValue(offset))
            {
                Issuer = parsed.GetValue(issuer),
                Model = parsed.GetValue(model),
                Models = parsed.GetValue(models),
                Architecture = parsed.GetValue(architecture),
                Commitment = parsed.GetValue(commitment),
                IssuerKeys = parsed.GetValue(key) is { Length: > 0 } keys ? keys : null,
            },
            output, kinds));
        return command;
    }

    private static int Verify(string path, Expectations expected, Output output, IReadOnlyList<IFileKind> kinds)
    {
        byte[] bytes = InputFile.Read(path, MaxBytes);
        IFileKind kind = kinds.FirstOrDefault(k => k.Recognises(bytes))
            ?? throw new UsageException($"{path} is neither a bundle nor a proof that this version knows.");
        VerifyReport report = kind.Verify(bytes, expected);
        output.Write(report, ZkmlJson.Default.VerifyReport, screen => Draw(screen, report));
        return report.Valid ? ExitCode.Ok : ExitCode.Invalid;
    }

    private static void Draw(IAnsiConsole screen, VerifyReport report)
    {
        string what = report.Kind == BundleKind.Bundle ? "bundle" : $"{report.Kind} proof";
        screen.WriteLine(report.Valid ? $"VALID {what}" : $"INVALID {what}: {report.Reason}");
        foreach (CheckReport check in report.Checks ?? [])
        {
            screen.WriteLine($"  {check.Result,-11} {check.Name}{(check.Reason is { } reason ? $": {reason}" : "")}");
        }

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
            screen.WriteUnfolded($"  {title}: {line}");
        }
    }
}
