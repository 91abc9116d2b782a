using Zkml.Onnx;
using Zkml.Onnx.Schema;

namespace Zkml.Quantisation;

/// <summary>Reads Conv, Gemm and MatMul of a float model in one form: weights with the outputs first, a bias for each output.</summary>
internal static class LinearSteps
{
    /// <summary>Null when the node is none of these, or not with constant weights.</summary>
    public static LinearStep? TryRead(ObservedModel model, OnnxNode node, NodeProto proto, string input)
    {
        if (node.Operator is not ("Conv" or "Gemm" or "MatMul"))
        {
            return null;
        }

        node.Require(model.ConstantOf(node.Inputs[1]) is not { Count: 0 }, "it has no weights.");
        return node.Operator switch
        {
            "Conv" => Convolution(model, node, proto, input),
            "Gemm" => Gemm(model, node, proto, input),
            _ => MatMul(model, node, proto, input),
        };
    }

    private static LinearStep? Convolution(ObservedModel model, OnnxNode node, NodeProto proto, string input)
    {
        if (model.ConstantOf(node.Inputs[1]) is not { Floats: { } weights } constant || constant.Dimensions.Length < 3)
        {
            return null;
        }

        int outputs = constant.Dimensions[0];
        return new LinearStep(proto, input, [.. constant.Dimensions], [.. weights], Bias(model, node, outputs, 1));
    }

    private static LinearStep? Gemm(ObservedModel model, OnnxNode node, NodeProto proto, string input)
    {
        if (model.ConstantOf(node.Inputs[1]) is not { Floats: { } matrix, Dimensions.Length: 2 } constant || node.Integer("transA", 0) != 0)
        {
            return null;
        }

        bool transposed = node.Integer("transB", 0) != 0;
        (int outputs, int terms) = transposed ? (constant.Dimensions[0], constant.Dimensions[1]) : (constant.Dimensions[1], constant.Dimensions[0]);
        float alpha = node.Float("alpha", 1);
        float[] weights = transposed ? [.. matrix] : Transposed(matrix, terms, outputs);
        return new LinearStep(proto, input, [outputs, terms], Array.ConvertAll(weights, w => w * alpha), Bias(model, node, outputs, node.Float("beta", 1)));
    }

    private static LinearStep? MatMul(ObservedModel model, OnnxNode node, NodeProto proto, string input) =>
        model.ConstantOf(node.Inputs[1]) is { Floats: { } matrix, Dimensions: [var terms, var outputs] }
            ? new LinearStep(proto, input, [outputs, terms], Transposed(matrix, terms, outputs), new float[outputs])
            : null;

    private static float[] Bias(ObservedModel model, OnnxNode node, int outputs, float factor)
    {
        OnnxConstant? bias = node.HasInput(2) ? model.ConstantOf(node.Inputs[2]) ?? throw node.Problem("its bias must be constant.") : null;
        float[] given = bias is null ? [0] : bias.Floats ?? throw node.Problem("its bias must be of type float.");
        node.Require(given.Length == 1 || (given.Length == outputs && bias!.Dimensions[^1] == outputs), "its bias must have one number for each output.");
        return [.. Enumerable.Range(0, outputs).Select(o => given[given.Length == 1 ? 0 : o] * factor)];
    }

    private static float[] Transposed(float[] matrix, int rows, int columns)
    {
        float[] result = new float[matrix.Length];
        for (int k = 0; k < result.Length; k++)
        {
            result[k] = matrix[(k % rows * columns) + (k / rows)];
        }

        return result;
    }
}
