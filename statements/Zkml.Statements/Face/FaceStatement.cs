using Zkml.Captures;
using Zkml.Networks;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Inference;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Face;

/// <summary>
/// "A device of this registry, in good standing, captured this holder's face for this challenge, and the committed template is what this model computes
/// from that image." A signed capture of this modality, size and quality as in <see cref="CaptureGadget"/>, and there are pixels and a blinding with
///   the hash of the pixels is the digest in S;   <see cref="FaceHashes"/>
///   y = model(pixels), exactly, as ONNX Runtime computes it;   <see cref="CompiledNetwork"/>
///   the public template is the commitment to y.   <see cref="FaceTemplateCommitment"/>
/// The model's id and the scale of pixels are in the statement's name, the network itself in its constraints: both are in its digest.
/// </summary>
public sealed class FaceStatement
{
    private FaceStatement(FaceParameters parameters, PixelModel model)
    {
        (Parameters, Model) = (parameters, model);
        ImageShape shape = ShapeOf(model);
        var builder = new StatementBuilder(parameters.StatementName);
        Capture = new CaptureGadget(builder, shape, parameters.Digest, parameters.RegistryDepth, ofQuality: true);
        Network = NetworkCompiler.Compile(builder, model.Network);
        Hashes = new FaceHashes(builder, (shape, parameters.Digest), Network, FaceTemplateCommitment.For(model).Output);
        Capture.AssertChallenge(builder);
        Hashes.AssertDigest(builder, Capture.Views);
        builder.AssertEqual("template", Hashes.Commitment, Capture.Template.View);
        Plan = ProtocolPlan.For(builder.Build());
    }

    public FaceParameters Parameters { get; }

    public PixelModel Model { get; }

    public ProtocolPlan Plan { get; }

    internal CaptureGadget Capture { get; }

    internal CompiledNetwork Network { get; }

    internal FaceHashes Hashes { get; }

    /// <param name="parameters">See <see cref="FaceParameters.Problem"/>.</param>
    /// <param name="model">The one that they name, made by the caller from its file: a verifier does that himself.</param>
    /// <exception cref="ArgumentException">Parameters or model are not usable, or do not belong together; see <see cref="Problem"/>.</exception>
    /// <exception cref="ModelProblemException">A layer that cannot be proved.</exception>
    public static FaceStatement For(FaceParameters parameters, PixelModel model) =>
        parameters.Problem is { } problem ? throw new ArgumentException(problem, nameof(parameters))
        : parameters.ModelName != model.Name ? throw new ArgumentException("The parameters name another model.", nameof(model))
        : Problem(model) is { } unfit ? throw new ArgumentException(unfit, nameof(model))
        : new FaceStatement(parameters, model);

    /// <summary>Null when the model makes templates of faces, else why it does not, in one sentence.</summary>
    public static string? Problem(PixelModel model)
    {
        NetworkTensor input = model.Network.Input, output = model.Network.Output;
        return input.Interval != new Interval(byte.MinValue, byte.MaxValue) ? "The model does not start from bytes."
            : FacePixels.Problem(input.Shape) ?? FaceMatchParameters.ProblemOf(output.Shape.Count, output.Interval);
    }

    /// <summary>The image that devices sign for this model.</summary>
    public static ImageShape ShapeOf(PixelModel model) => ImageShape.Face(model.Network.Input.Shape.Width, model.Network.Input.Shape.Height);

    /// <summary>The public values in the order and form the proof absorbs them.</summary>
    /// <exception cref="ArgumentException">They are not usable; see <see cref="FacePublics.Problem"/>.</exception>
    public PublicValues Values(FacePublics publics)
    {
        var values = new PublicValues(Plan.Statement);
        Capture.Write(values, publics);
        return values;
    }
}
