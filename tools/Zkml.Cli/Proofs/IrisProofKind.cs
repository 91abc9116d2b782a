using System.CommandLine;
using Zkml.Captures;
using Zkml.Statements.Iris;

namespace Zkml.Cli.Proofs;

/// <summary>`zkml prove iris` and the check of its files: a registered device captured this holder's iris for this challenge.</summary>
public sealed class IrisProofKind : IProofKind
{
    public string Name => "iris";

    public IReadOnlyList<string> Pins => ["--root", "--context"];

    public Command Prove(Output output)
    {
        var options = new IrisOptions();
        var command = new Command(Name, """
            Prove that a registered device captured an iris for a challenge, and commit to its template.
            Example: zkml prove iris --capture eye.capture --device camera/certificate.pem --registry registry --out iris.zkp --template-out eye.json
            """);
        options.AddTo(command);
        command.SetAction(parsed => Run(options.Read(parsed), output));
        return command;
    }

    public bool Recognises(ReadOnlySpan<byte> file) => IrisProofFile.Recognises(file);

    public VerifyReport Verify(byte[] file, Expectations expected)
    {
        if (!IrisProofFile.TryRead(file, out IrisProofFile? decoded))
        {
            return new VerifyReport(Name, false) { Reason = "The file is not in the form of an iris proof." };
        }

        IrisPublics publics = decoded.Publics;
        if (CaptureWords.Unexpected(publics, expected) is { } difference)
        {
            return new VerifyReport(Name, false) { Reason = difference };
        }

        IrisStatement statement = IrisStatement.For(decoded.Parameters);
        using var verifier = new IrisVerifier(statement);
        return CaptureWords.Report(
            Name, statement.Plan, () => verifier.Check(publics, decoded.Proof), Checked(decoded),
            [.. CaptureWords.OnTrust(expected), "that registered devices photograph eyes, and say so when they see an attack"]);
    }

    private static IEnumerable<string> Checked(IrisProofFile file)
    {
        IrisPublics publics = file.Publics;
        foreach (string line in CaptureWords.Checked(publics))
        {
            yield return line;
        }

        yield return $"its image of {file.Parameters.Width} × {ImageShape.IrisHeight} pixels has the template that {RowHash.WriteDigest(publics.Template).ToHex()} commits to, by the model {file.Parameters.ModelId}";
        yield return $"at least {publics.QualityFloor} of the template's 16384 bits are valid";
        if (file.Parameters.Shared)
        {
            yield return "three commitments are to shares that add up to the template";
        }
    }

    private int Run(IrisRequest request, Output output)
    {
        IrisStatement statement = IrisStatement.For(request.Parameters);
        using var prover = new IrisProver(statement, Environment.ProcessorCount);
        return CaptureProof.Make(
            (Name, request.Out, statement.Plan), request.Publics, request.Secrets, prover, proof => new IrisProofFile(request.Parameters, request.Publics, proof), output);
    }
}
