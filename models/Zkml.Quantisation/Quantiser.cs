using Zkml.Networks;
using Zkml.Onnx;

namespace Zkml.Quantisation;

/// <summary>
/// Float ONNX to 8-bit QDQ ONNX with power-of-two scales, which ONNX Runtime (graph optimisation off) executes with exactly the integers that are
/// proved. Weights per output channel, activations per tensor, scales from calibration images.
/// </summary>
public static class Quantiser
{
    /// <param name="file">The float model: one float input, one output.</param>
    /// <param name="calibration">Inputs as the float model takes them; a few dozen suffice.</param>
    /// <param name="result">The quantised model, already imported.</param>
    /// <param name="problem">One sentence when it fails.</param>
    public static bool TryQuantise(byte[] file, IReadOnlyList<float[]> calibration, out QuantisedModel? result, out string problem)
    {
        ArgumentNullException.ThrowIfNull(calibration);
        ArgumentOutOfRangeException.ThrowIfZero(calibration.Count);
        result = null;
        try
        {
            using ObservedModel model = ObservedModel.Open(file);
            int length = 1;
            foreach (int d in model.Graph.InputDimensions)
            {
                length *= d;
            }

            ArgumentOutOfRangeException.ThrowIfEqual(calibration.All(c => c.Length == length), false, nameof(calibration));
            model.Run(calibration[0]);
            Folding folding = Folding.Of(model);
            Calibration scales = Calibration.Of(model, calibration, QdqEmitter.PointsOf(model, folding));
            byte[] quantised = new QdqEmitter(model, folding, scales.Scales).Emit();
            if (!OnnxImporter.TryImport(quantised, out ImportedModel? imported, out problem))
            {
                return false;
            }

            result = new QuantisedModel(quantised, imported!, [.. folding.Notes]);
            return true;
        }
        catch (ModelProblemException exception)
        {
            problem = exception.Message;
            return false;
        }
    }
}
