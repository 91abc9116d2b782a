using Zkml.Networks;
using Zkml.Runtime;

namespace Zkml.Quantisation;

/// <summary>
/// Chooses the scale of every activation from what it does on the calibration images: two passes, ranges first, then the mean squared error of a few
/// candidates.
/// </summary>
internal sealed class Calibration
{
    private readonly Dictionary<string, (float Min, float Max)> _ranges = [];

    public Dictionary<string, ActivationScale> Scales { get; } = [];

    public static Calibration Of(ObservedModel model, IReadOnlyList<float[]> images, IReadOnlyCollection<string> names)
    {
        var calibration = new Calibration();
        foreach (float[] image in images)
        {
            calibration.Observe(model.Run(image), names);
        }

        calibration.Choose(model, images);
        return calibration;
    }

    private void Observe(Dictionary<string, RuntimeTensor> values, IReadOnlyCollection<string> names)
    {
        foreach (string name in names)
        {
            (float min, float max) = _ranges.GetValueOrDefault(name, (0, 0));
            foreach (float v in values[name].ToFloats())
            {
                if (!float.IsFinite(v))
                {
                    throw new ModelProblemException($"The value '{name}' is not finite on a calibration image.");
                }

                min = Math.Min(min, v);
                max = Math.Max(max, v);
            }

            _ranges[name] = (min, max);
        }
    }

    private void Choose(ObservedModel model, IReadOnlyList<float[]> images)
    {
        var candidates = _ranges.ToDictionary(r => r.Key, r => ActivationScale.Candidates(r.Value.Min, r.Value.Max));
        var errors = _ranges.ToDictionary(r => r.Key, _ => new double[3]);
        foreach (float[] image in images)
        {
            Dictionary<string, RuntimeTensor> values = model.Run(image);
            Parallel.ForEach(candidates, c => AddErrors(values[c.Key].ToFloats(), c.Value, errors[c.Key]));
        }

        foreach ((string name, ActivationScale[] scales) in candidates)
        {
            Scales[name] = scales[Array.IndexOf(errors[name], errors[name].Min())];
        }
    }

    private static void AddErrors(float[] values, ActivationScale[] scales, double[] errors)
    {
        for (int k = 0; k < scales.Length; k++)
        {
            foreach (float v in values)
            {
                double difference = v - scales[k].RoundTrip(v);
                errors[k] += difference * difference;
            }
        }
    }
}
