using System.CommandLine;
using Zkml.Captures;
using Zkml.Networks;
using Zkml.Statements.Face;

namespace Zkml.Cli.Proofs;

/// <summary>`zkml prove face` and the check of its files: a registered device captured this holder's face for this challenge.</summary>
public sealed class FaceProofKind : IProofKind
{
    public string Name => "face";

    public IReadOnlyList<string> Pins => ["--root", "--context", "--model"];

    public Command Prove(Output output)
    {
        var options = new FaceOptions();
        var command = new Command(Name, """
            Prove that a registered device captured a face for a challenge, and commit to what a public model computes from it.
            Example: zkml prove face --capture face.capture --model face.onnx --device camera/certificate.pem --registry registry --out face.zkp --template-out face.json
            """);
        options.AddTo(command);
        command.SetAction(parsed => Run(options.Read(parsed), output));
        return command;
    }

    public bool Recognises(ReadOnlySpan<byte> file) => FaceProofFile.Recognises(file);

    public VerifyReport Verify(byte[] file, Expectations expected)
    {
        if (!FaceProofFile.TryRead(file, out FaceProofFile? decoded))
        {
            return new VerifyReport(Name, false) { Reason = "The file is not in the form of a face proof." };
        }

        FaceParameters parameters = decoded.Parameters;
        PixelModel model = FaceModelFile.Read(
            expected.Model ?? throw new UsageException($"A face proof is checked with its model: give --model FILE, whose SHA-256 is {parameters.ModelId}."), parameters.Scale);
        string? difference = model.Id != parameters.ModelId ? $"The proof is of another model, {parameters.ModelId}."
            : FaceStatement.Problem(parameters, model) ?? CaptureWords.Unexpected(decoded.Publics, expected);
        if (difference is not null)
        {
            return new VerifyReport(Name, false) { Reason = difference };
        }

        FaceStatement statement = FaceStatement.For(parameters, model);
        using var verifier = new FaceVerifier(statement);
        return CaptureWords.Report(
            Name, statement.Plan, () => verifier.Check(decoded.Publics, decoded.Proof), Checked(statement, decoded.Publics),
            [.. CaptureWords.OnTrust(expected), .. OnTrust(parameters)]);
    }

    private static string[] OnTrust(FaceParameters parameters) => parameters.Frame is null
        ? ["that registered devices photograph faces, align them as the model wants it, judge their quality, and say so when they see an attack"]
        : ["that registered devices photograph faces, judge their quality, and say so when they see an attack", "that the prover, who alone chose what place of the frame the model read, chose the holder's face"];

    private static IEnumerable<string> Checked(FaceStatement statement, FacePublics publics)
    {
        ImageShape shape = statement.Shape;
        return
        [
            .. CaptureWords.Checked(publics),
            $"from its {(statement.Parameters.Frame is null ? "image" : "frame")} of {shape.Width} × {shape.Height} pixels{(statement.Parameters.Frame is null ? "" : ", at a place that is not shown,")} the model {statement.Model.Name} computes the template that {RowHash.WriteDigest(publics.Template).ToHex()} commits to",
            $"the device judged its quality as {publics.QualityFloor} of 100 or better",
        ];
    }

    private int Run(FaceRequest request, Output output)
    {
        FaceStatement statement = FaceStatement.For(request.Parameters, request.Model);
        using var prover = new FaceProver(statement, Environment.ProcessorCount);
        return CaptureProof.Make(
            (Name, request.Out, statement.Plan), request.Publics, request.Secrets, prover, proof => new FaceProofFile(request.Parameters, request.Publics, proof), output);
    }
}
