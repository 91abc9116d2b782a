using System.CommandLine;
using System.Diagnostics;
using Spectre.Console;
using Zkml.Cli.Models;
using Zkml.Fields;
using Zkml.Networks;
using Zkml.Onnx;
using Zkml.Protocol;
using Zkml.Statements.Inference;

namespace Zkml.Cli.Proofs;

/// <summary>`zkml prove model` and the check of its files: this is what a model computes from a hidden input.</summary>
public sealed class InferenceProofKind : IProofKind
{
    public string Name => "model";

    public Command Prove(Output output)
    {
        var options = new InferenceOptions();
        var command = new Command(Name, """
            Prove what a model computes from a hidden input; the model's weights may be secret as well.
            Example: zkml prove model --model face.onnx --input face.png --disclose output --out model.zkp
            Example: zkml prove model --model face.onnx --private-model --commitment commitment.json --secret secret.bin --input face.png --out model.zkp
            """);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            InferenceRequest request = options.Read(parsed);
            InferenceReport report = output.Progress("proving", _ => InferenceProving.Run(request));
            output.Write(report, ZkmlJson.Default.InferenceReport, screen =>
            {
                screen.WriteLine($"wrote {report.File}: {report.ProofBytes} bytes, proved in {report.ProveMs:0} ms (the first proof of a process includes compilation), soundness {report.SoundnessBits:0.0} bits");
                screen.WriteUnfolded($"output        {string.Join(' ', report.Output)}{(report.Commitment is null ? "" : " (not shown by the proof)")}");
                foreach ((string title, string? value) in (ReadOnlySpan<(string, string?)>)[("commitment    ", report.Commitment), ("private model ", report.ModelCommitment)])
                {
                    if (value is not null)
                    {
                        screen.WriteLine(title + value);
                    }
                }
            });
            return ExitCode.Ok;
        });
        return command;
    }

    public bool Recognises(ReadOnlySpan<byte> file) => InferenceProofFile.Recognises(file);

    public VerifyReport Verify(byte[] file, Expectations expected)
    {
        if (InferenceProofFile.TryRead(file) is not { } decoded)
        {
            return Invalid("The file is not in the form of a proof of inference.");
        }

        return decoded.IsPrivate ? VerifyPrivate(decoded, expected) : VerifyPublic(decoded, expected);
    }

    /// <summary>The statement of a public model.</summary>
    internal static NetworkStatement StatementOf(ImportedModel model, Disclosure disclosure) =>
        ModelFile.Provable(() => NetworkStatement.For(model.Network, Convert.ToHexStringLower(model.Id.AsSpan()), disclosure));

    private VerifyReport VerifyPublic(InferenceProofFile file, Expectations expected)
    {
        ImportedModel model = ModelFile.Import(expected.Model ?? throw new UsageException("A proof of inference is checked with the model's file: --model."));
        if (!model.Id.AsSpan().SequenceEqual(file.Id))
        {
            return Invalid("The proof is about another model.");
        }

        NetworkStatement statement = StatementOf(model, file.Disclosure);
        if (file.Publics.Length != statement.Output.Elements)
        {
            return Invalid("The proof shows another number of values than the model has.");
        }

        using var verifier = new NetworkVerifier(statement);
        return Check(statement.Plan, file, file.Publics, () => file.Disclosure == Disclosure.Output
            ? verifier.Check(Integers(file.Publics), file.Proof)
            : verifier.Check(file.Publics, file.Proof)) with
        {
            OnTrust = ["where the input came from"],
        };
    }

    private VerifyReport VerifyPrivate(InferenceProofFile file, Expectations expected)
    {
        Architecture architecture = Read(expected.Architecture ?? throw new UsageException("A proof about a private model is checked with its architecture: --architecture."));
        if (!architecture.Id.AsSpan().SequenceEqual(file.Id))
        {
            return Invalid("The proof is about another architecture.");
        }

        PrivateNetworkStatement statement = ModelFile.Provable(() => PrivateNetworkStatement.For(architecture, file.Disclosure));
        int committed = PrivateNetworkStatement.CommitmentElements;
        if (file.Publics.Length != committed + statement.Output.Elements)
        {
            return Invalid("The proof shows another number of values than the model has.");
        }

        KoalaBear[] model = file.Publics[..committed], shown = file.Publics[committed..];
        if (expected.Commitment is { } path && !CommitmentFile.Read(path, architecture.Id.AsSpan()).AsSpan().SequenceEqual(model))
        {
            return Invalid("The proof is about another private model.");
        }

        using var verifier = new PrivateNetworkVerifier(statement);
        return Check(statement.Plan, file, shown, () => file.Disclosure == Disclosure.Output
            ? verifier.Check(model, Integers(shown), file.Proof)
            : verifier.Check(model, shown, file.Proof)) with
        {
            OnTrust =
            [
                .. expected.Commitment is null ? (string[])[$"that {FieldBytes.Hex(model)} is the commitment of the model you mean (--commitment)"] : [],
                "what the committed model is good for", "where the input came from",
            ],
        };
    }

    private VerifyReport Check(ProtocolPlan plan, InferenceProofFile file, KoalaBear[] shown, Func<string?> check)
    {
        long start = Stopwatch.GetTimestamp();
        string? reason = check();
        return new VerifyReport(Name, reason is null)
        {
            Reason = reason,
            VerifyMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds,
            SoundnessBits = plan.Soundness.Bits,
            Checked = reason is not null ? [] :
            [
                file.IsPrivate
                    ? $"a model of the architecture {Convert.ToHexStringLower(file.Id)}, with hidden weights under a commitment, computes the output from a hidden input"
                    : $"the model {Convert.ToHexStringLower(file.Id)} computes the output from a hidden input",
                file.Disclosure == Disclosure.Output ? $"output: {string.Join(' ', Integers(shown))}" : $"the output is what {FieldBytes.Hex(shown)} commits to",
            ],
        };
    }

    private static Architecture Read(string path) =>
        Architecture.TryRead(InputFile.Read(path, OnnxFile.MaxBytes), out string problem) ?? throw new UsageException($"{path}: {problem}");

    private static int[] Integers(KoalaBear[] elements) => Array.ConvertAll(elements, e => e.ToInt32());

    private VerifyReport Invalid(string reason) => new(Name, false) { Reason = reason };
}
