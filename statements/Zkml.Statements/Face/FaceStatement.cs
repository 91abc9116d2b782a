using Zkml.Captures;
using Zkml.Gadgets.Alignment;
using Zkml.Networks;
using Zkml.Protocol;
using Zkml.Protocol.Language;
using Zkml.Statements.Inference;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Face;

/// <summary>
/// "A device of this registry, in good standing, captured this holder's face for this challenge, and the committed template is what this model computes
/// from that image." A signed capture of this modality, size and quality as in <see cref="CaptureGadget"/>, and there are pixels and a blinding with
///   the hash of what was signed is the digest in S;   <see cref="FaceHashes"/>
///   the pixels are what was signed, or the face in that frame at some place, turned and scaled;   <see cref="AlignmentGadget"/>
///   y = model(pixels), exactly, as ONNX Runtime computes it;   <see cref="CompiledNetwork"/>
///   the public template is the commitment to y.   <see cref="FaceTemplateCommitment"/>
/// The model's id and the scale of pixels are in the statement's name, the network itself in its constraints: both are in its digest.
/// </summary>
public sealed class FaceStatement
{
    private FaceStatement(FaceParameters parameters, PixelModel model)
    {
        (Parameters, Model) = (parameters, model);
        Shape = ShapeOf(parameters, model);
        var builder = new StatementBuilder(parameters.StatementName);
        Capture = new CaptureGadget(builder, Shape, parameters.Digest, parameters.RegistryDepth, ofQuality: true);
        Network = NetworkCompiler.Compile(builder, model.Network);
        Alignment = parameters.Frame is { } frame ? new AlignmentGadget(builder, frame.To(model.Network.Input.Shape), Network.Input) : null;
        Hashes = new FaceHashes(builder, (Shape, parameters.Digest, Alignment?.Frame ?? Network.Input), Network, FaceTemplateCommitment.For(model).Output);
        Capture.AssertChallenge(builder);
        Hashes.AssertDigest(builder, Capture.Views);
        builder.AssertEqual("template", Hashes.Commitment, Capture.Template.View);
        Plan = ProtocolPlan.For(builder.Build());
    }

    public FaceParameters Parameters { get; }

    public PixelModel Model { get; }

    /// <summary>What devices sign.</summary>
    public ImageShape Shape { get; }

    public ProtocolPlan Plan { get; }

    internal CaptureGadget Capture { get; }

    internal CompiledNetwork Network { get; }

    /// <summary>Null when devices sign aligned faces.</summary>
    internal AlignmentGadget? Alignment { get; }

    internal FaceHashes Hashes { get; }

    /// <param name="parameters">See <see cref="FaceParameters.Problem"/>.</param>
    /// <param name="model">The one that they name, made by the caller from its file: a verifier does that himself.</param>
    /// <exception cref="ArgumentException">Parameters or model are not usable, or do not belong together; see <see cref="Problem"/>.</exception>
    /// <exception cref="ModelProblemException">A layer that cannot be proved.</exception>
    public static FaceStatement For(FaceParameters parameters, PixelModel model) =>
        parameters.Problem is { } problem ? throw new ArgumentException(problem, nameof(parameters))
        : parameters.ModelName != model.Name ? throw new ArgumentException("The parameters name another model.", nameof(model))
        : Problem(model) is { } unfit ? throw new ArgumentException(unfit, nameof(model))
        : Problem(parameters, model) is { } misfit ? throw new ArgumentException(misfit, nameof(parameters))
        : new FaceStatement(parameters, model);

    /// <summary>Null when the model makes templates of faces, else why it does not, in one sentence.</summary>
    public static string? Problem(PixelModel model)
    {
        NetworkTensor input = model.Network.Input, output = model.Network.Output;
        return model.Network.Layers.Any(layer => layer is HiddenConvolutionLayer) ? "The model keeps weights secret: nothing would bind them here."
            : input.Interval != new Interval(byte.MinValue, byte.MaxValue) ? "The model does not start from bytes."
            : input.Shape.Channels != AlignmentShape.Channels ? "A face has three colours."
            : FaceMatchParameters.ProblemOf(output.Shape.Count, output.Interval);
    }

    /// <summary>Null when images of the signed size can be hashed and read under proof, else why not, in one sentence.</summary>
    public static string? Problem(FaceParameters parameters, PixelModel model)
    {
        TensorShape input = model.Network.Input.Shape;
        return parameters.Frame is { } frame
            ? FacePixels.Problem(frame.Width, frame.Height) ?? frame.To(input).Problem
            : FacePixels.Problem(input.Width, input.Height);
    }

    /// <summary>The image that devices sign for this model: aligned, or a frame.</summary>
    public static ImageShape ShapeOf(FaceParameters parameters, PixelModel model) => parameters.Frame is { } frame
        ? ImageShape.Frame(frame.Width, frame.Height)
        : ImageShape.Face(model.Network.Input.Shape.Width, model.Network.Input.Shape.Height);

    /// <summary>The face as the model reads it; null when the transform leaves the frame, or is missing. The caller zeroes it.</summary>
    /// <param name="parameters">Of a statement for the model.</param>
    /// <param name="model">Whose input it is.</param>
    /// <param name="pixels">What the device signed.</param>
    /// <param name="transform">For frames.</param>
    public static byte[]? Align(FaceParameters parameters, PixelModel model, ReadOnlySpan<byte> pixels, Similarity? transform)
    {
        if (parameters.Frame is not { } frame)
        {
            return pixels.ToArray();
        }

        byte[] aligned = new byte[model.Network.Input.Shape.Count];
        return transform is { } known && PlainAlignment.TryAlign(frame.To(model.Network.Input.Shape), pixels, known, aligned) ? aligned : null;
    }

    /// <summary>The public values in the order and form the proof absorbs them.</summary>
    /// <exception cref="ArgumentException">They are not usable; see <see cref="FacePublics.Problem"/>.</exception>
    public PublicValues Values(FacePublics publics)
    {
        var values = new PublicValues(Plan.Statement);
        Capture.Write(values, publics);
        return values;
    }
}
