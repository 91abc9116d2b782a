using System.CommandLine;
using System.Diagnostics;
using Spectre.Console;
using Zkml.Captures;
using Zkml.Matching.Faces;
using Zkml.Statements.Face;

namespace Zkml.Cli.Proofs;

/// <summary>`zkml prove match` and the check of its files: two commitments are to templates of one face, and neither is shown.</summary>
public sealed class MatchProofKind : IProofKind
{
    public string Name => "match";

    public IReadOnlyList<string> Pins => [];

    public Command Prove(Output output)
    {
        var first = new Argument<string>("a") { Description = "A face's template, as `zkml prove face --template-out` writes it." };
        var second = new Argument<string>("b") { Description = "Another, by the same model." };
        var threshold = new Option<string>("--threshold") { Description = "The least cosine of one face.", HelpName = "T", DefaultValueFactory = _ => "0.4" };
        var outFile = new Option<string>("--out") { Description = "Where to write the proof.", HelpName = "FILE", DefaultValueFactory = _ => "match.zkp" };
        var command = new Command(Name, """
            Prove that two committed templates are near enough to be of one face, and show nothing else of them.
            Example: zkml prove match then.json now.json --threshold 0.4 --out match.zkp
            """) { first, second, threshold, outFile };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(first), parsed.GetRequiredValue(second), Options.PerMille(parsed.GetRequiredValue(threshold)), parsed.GetRequiredValue(outFile), output));
        return command;
    }

    public bool Recognises(ReadOnlySpan<byte> file) => FaceMatchProofFile.Recognises(file);

    public VerifyReport Verify(byte[] file, Expectations expected)
    {
        if (!FaceMatchProofFile.TryRead(file, out FaceMatchProofFile? decoded))
        {
            return new VerifyReport(Name, false) { Reason = "The file is not in the form of a match proof." };
        }

        FaceMatchStatement statement = FaceMatchStatement.For(decoded.Parameters);
        using var verifier = new FaceMatchVerifier(statement);
        FaceMatchParameters parameters = decoded.Parameters;
        return CaptureWords.Report(
            Name, statement.Plan, () => verifier.Check(decoded.Publics, decoded.Proof),
            [
                $"{Hex(decoded.Publics.First)} and {Hex(decoded.Publics.Second)} commit to templates of {parameters.Count} values by the model {parameters.ModelName}",
                FormattableString.Invariant($"the cosine of the two is at least {parameters.PerMille / 1000m}"),
            ],
            ["what the two commitments are: whether proofs of personhood made them", "that this threshold is strict enough for the model"]);
    }

    private int Run(string first, string second, int perMille, string path, Output output)
    {
        (FaceTemplate a, FaceTemplate b) = FaceTemplateFile.ReadPair(first, second);
        using (a)
        using (b)
        using (var secrets = new FaceMatchSecrets([.. a.Values], FaceTemplateFile.Blinding(a), [.. b.Values], FaceTemplateFile.Blinding(b)))
        {
            var parameters = new FaceMatchParameters(a.ModelName, a.Values.Length, a.Least, a.Greatest, perMille);
            if (parameters.Problem is { } problem)
            {
                throw new UsageException(problem);
            }

            FaceMatchStatement statement = FaceMatchStatement.For(parameters);
            FaceMatchPublics publics = statement.Publics(secrets);
            using var prover = new FaceMatchProver(statement, Environment.ProcessorCount);
            long start = Stopwatch.GetTimestamp();
            (byte[]? proof, FaceMatchFault fault) = output.Progress("proving", _ => prover.Prove(publics, secrets));
            if (proof is null)
            {
                output.Error($"There is no proof: {FaultWords.Of(fault)}");
                return ExitCode.Invalid;
            }

            double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            byte[] file = new FaceMatchProofFile(parameters, publics, proof).Write();
            OutputFile.Write(path, file);
            var report = new ProveReport(Name, path, elapsed, file.Length, statement.Plan.Soundness.Bits);
            output.Write(report, ZkmlJson.Default.ProveReport, screen =>
            {
                CaptureWords.Written(screen, report);
                screen.WriteLine($"templates     {Hex(publics.First)}");
                screen.WriteLine($"              {Hex(publics.Second)}");
            });
            return ExitCode.Ok;
        }
    }

    private static string Hex(Fields.KoalaBear[] commitment) => RowHash.WriteDigest(commitment).ToHex();
}
