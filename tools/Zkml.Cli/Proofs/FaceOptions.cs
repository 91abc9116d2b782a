using System.CommandLine;
using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Alignment;
using Zkml.Gadgets.Hashing;
using Zkml.Networks;
using Zkml.Statements.Face;

namespace Zkml.Cli.Proofs;

/// <summary>What `zkml prove face` works on.</summary>
public sealed record FaceRequest(FaceParameters Parameters, PixelModel Model, FacePublics Publics, FaceSecrets Secrets, string Out);

/// <summary>The options of `zkml prove face`.</summary>
public sealed class FaceOptions
{
    private readonly CaptureProofOptions _capture = new();
    private readonly AlignmentOptions _alignment = new();
    private readonly Option<string> _model = new("--model") { Description = "The model that makes templates, ONNX in 8 bits.", HelpName = "FILE", Required = true };
    private readonly Option<string> _scale = new("--scale") { Description = "What the model takes pixels for: symmetric (−1 … 1) or imagenet.", DefaultValueFactory = _ => "symmetric" };
    private readonly Option<int> _quality = new("--quality-floor") { Description = "The least quality that the device may have judged, 0 to 100.", HelpName = "N" };
    private readonly Option<string?> _template = new("--template-out") { Description = "Also write the template and what opens its commitment (secret: only you may read it).", HelpName = "FILE" };
    private readonly Option<string> _out = new("--out") { Description = "Where to write the proof.", HelpName = "FILE", DefaultValueFactory = _ => "face.zkp" };

    public void AddTo(Command command)
    {
        _capture.AddTo(command);
        _alignment.AddTo(command);
        foreach (Option option in (Option[])[_model, _scale, _quality, _template, _out])
        {
            command.Options.Add(option);
        }
    }

    public FaceRequest Read(ParseResult parsed)
    {
        PixelModel model = FaceModelFile.Read(parsed.GetRequiredValue(_model), Options.Scale(parsed.GetRequiredValue(_scale)));
        CaptureRequest request = _capture.Read(parsed);
        using CapturePackage package = request.Package;
        if (request.Manifest.Shape.HasMask)
        {
            throw new UsageException("The capture is of an iris; this proof is about a face.");
        }

        (FaceFrame? frame, Similarity? transform) = _alignment.Read(parsed, request.Manifest.Shape, model);
        FaceParameters parameters = FaceParameters.Of(model, request.Registry.Depth, request.Manifest.DigestAlgorithm, frame);
        ImageShape shape = FaceStatement.ShapeOf(parameters, model);
        if (request.Manifest.Shape != shape || FaceStatement.Problem(parameters, model) is not null)
        {
            throw new UsageException(FaceStatement.Problem(parameters, model) ?? $"The capture has {request.Manifest.Shape.Width} × {request.Manifest.Shape.Height} pixels, the model takes {shape.Width} × {shape.Height}.");
        }

        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        byte[] face = FaceStatement.Align(parameters, model, package.Pixels, transform) ?? throw new UsageException("The face would be read from outside of the frame.");
        int[] template = FaceProver.Template(model, face);
        CryptographicOperations.ZeroMemory(face);
        var publics = new FacePublics(
            request.Registry.Root, request.Registry.Current.Number, request.Nonce, request.Manifest.HolderThumbprint, request.NotBefore, request.NotAfter,
            request.MinimumFirmware, parsed.GetValue(_quality), FaceTemplateCommitment.For(model).Commit(template, blinding));
        if (publics.Problem is { } problem)
        {
            throw new UsageException(problem);
        }

        if (parsed.GetValue(_template) is { } path)
        {
            FaceTemplateFile.Write(path, model, template, blinding);
        }

        Array.Clear(template);
        return new FaceRequest(
            parameters, model, publics, FaceSecrets.Of(package, request.Key, request.Membership, blinding, transform), parsed.GetRequiredValue(_out));
    }
}
