using Zkml.Onnx.Schema;

namespace Zkml.Quantisation;

/// <summary>Conv, or a dense layer, with its weights at hand: outputs × terms, and one bias for each output.</summary>
internal sealed class LinearStep(NodeProto node, string input, int[] weightDimensions, float[] weights, float[] bias) : FloatStep(node, input)
{
    /// <summary>Outputs first.</summary>
    public int[] WeightDimensions { get; } = weightDimensions;

    public float[] Weights { get; } = weights;

    public float[] Bias { get; } = bias;

    public int Outputs => Bias.Length;

    public int Terms => Weights.Length / Bias.Length;

    public bool IsConvolution => Node.OpType == "Conv";

    /// <summary>Where the outputs stand in the result: channels, or the last dimension of rows.</summary>
    public int OutputAxis(int rank) => IsConvolution ? 1 : rank - 1;

    /// <summary>y → factor · y + addend in each output channel, one number or one for each.</summary>
    public void Scale(ReadOnlySpan<float> factors, ReadOnlySpan<float> addends)
    {
        for (int o = 0; o < Outputs; o++)
        {
            float factor = factors[factors.Length == 1 ? 0 : o];
            foreach (ref float w in Weights.AsSpan(o * Terms, Terms))
            {
                w *= factor;
            }

            Bias[o] = (Bias[o] * factor) + addends[addends.Length == 1 ? 0 : o];
        }
    }
}
