using System.CommandLine;
using System.Security.Cryptography;
using Spectre.Console;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Networks;
using Zkml.Onnx;
using Zkml.Statements.Inference;
using MemoryMarshal = System.Runtime.InteropServices.MemoryMarshal;

namespace Zkml.Cli.Models;

/// <summary>`zkml model commit M.onnx`: commits to weights that stay secret, and writes down what is public of the model.</summary>
internal static class CommitCommand
{
    public static Command Create(Output output)
    {
        var file = new Argument<string>("model") { Description = "A quantised ONNX file." };
        var commitment = new Option<string>("--out") { Description = "Where to write the commitment.", HelpName = "FILE", DefaultValueFactory = _ => "commitment.json" };
        var architecture = new Option<string>("--architecture") { Description = "Where to write what is public of the model.", HelpName = "FILE", DefaultValueFactory = _ => "architecture.json" };
        var secret = new Option<string>("--secret") { Description = "Where to write the secret that every proof needs; a new file.", HelpName = "FILE", DefaultValueFactory = _ => "secret.bin" };
        var command = new Command("commit", """
            Commit to a model whose weights stay secret. Publish commitment and architecture; keep the model and the secret.
            Example: zkml model commit face.onnx --out commitment.json --architecture architecture.json --secret secret.bin
            """) { file, commitment, architecture, secret };
        command.SetAction(parsed =>
        {
            ImportedModel model = ModelFile.Import(parsed.GetRequiredValue(file));
            Architecture known = ModelFile.Provable(() => Architecture.Of(model.Network));
            KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
            KoalaBear[] committed = new ModelCommitment(known).Commit(model.Network, blinding);
            var report = new CommitReport(
                FieldBytes.Hex(committed), Convert.ToHexStringLower(known.Id.AsSpan()),
                parsed.GetRequiredValue(commitment), parsed.GetRequiredValue(architecture), parsed.GetRequiredValue(secret));
            SecretFile.Write(report.SecretFile, blinding);
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(blinding.AsSpan()));
            OutputFile.Write(report.ArchitectureFile, [.. known.File]);
            OutputFile.Write(report.CommitmentFile, CommitmentFile.Of(known.Id.AsSpan(), committed).Write());
            output.Write(report, ZkmlJson.Default.CommitReport, screen =>
            {
                screen.WriteLine($"commitment    {report.Commitment} in {report.CommitmentFile}");
                screen.WriteLine($"architecture  {report.Architecture} in {report.ArchitectureFile}");
                screen.WriteLine($"secret        {report.SecretFile}: keep it, and the model");
            });
            return ExitCode.Ok;
        });
        return command;
    }
}
