namespace Zkml.Onnx;

/// <summary>DequantizeLinear of weights: (q − zero point) · scale in float32, one scale or one for each index of an axis.</summary>
internal static class ConstantQuantisation
{
    public static OnnxConstant Dequantise(ImportContext context, OnnxNode node, OnnxConstant constant)
    {
        long[] q = constant.Integers ?? throw node.Problem("its input must be of an integer type.");
        float[] scales = context.Floats(node, 1);
        long[] zeros = node.HasInput(2) ? context.Integers(node, 2) : [0];
        node.Require(node.Integer("block_size", 0) == 0, "blocked quantisation is not supported.");
        node.Require(zeros.Length == 1 || zeros.Length == scales.Length, "it has as many zero points as scales, or one.");
        long given = node.Integer("axis", 1);
        int axis = scales.Length == 1 ? 0 : Shapes.Axis(node, given, constant.Dimensions.Length);
        node.Require(scales.Length == 1 || constant.Dimensions[axis] == scales.Length, "its scales do not fit its axis.");

        int inner = 1;
        for (int k = axis + 1; k < constant.Dimensions.Length; k++)
        {
            inner *= constant.Dimensions[k];
        }

        float[] values = new float[q.Length];
        for (int k = 0; k < q.Length; k++)
        {
            int channel = scales.Length == 1 ? 0 : k / inner % scales.Length;
            long zero = zeros[zeros.Length == 1 ? 0 : channel];
            node.Require(Math.Max(q[k], zero) <= int.MaxValue && Math.Min(q[k], zero) >= int.MinValue, "its numbers are too large.");
            values[k] = (q[k] - zero) * scales[channel];
        }

        return new OnnxConstant(constant.Dimensions, values);
    }
}
