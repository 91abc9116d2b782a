namespace Zkml.Onnx;

/// <summary>Functions of one number. They wait as pending functions for the QuantizeLinear after them.</summary>
internal static class ActivationOperators
{
    public static GraphValue Relu(ImportContext context, OnnxNode node) => Pend(context, node, PendingFunction.ClampTo(0, float.PositiveInfinity));

    public static GraphValue Clip(ImportContext context, OnnxNode node)
    {
        float low = node.Opset < 11 ? node.Float("min", float.NegativeInfinity) : Bound(context, node, 1, float.NegativeInfinity);
        float high = node.Opset < 11 ? node.Float("max", float.PositiveInfinity) : Bound(context, node, 2, float.PositiveInfinity);
        node.Require(low <= high, "its bounds are the wrong way round.");
        return Pend(context, node, PendingFunction.ClampTo(low, high));
    }

    public static GraphValue LeakyRelu(ImportContext context, OnnxNode node)
    {
        float alpha = node.Float("alpha", 0.01f);
        return Pend(context, node, new PendingFunction((_, x) => Leak(x, alpha), alpha >= 0, false));
    }

    public static GraphValue PRelu(ImportContext context, OnnxNode node)
    {
        RealValue x = context.Real(node, 0);
        float[] slopes = context.PerChannel(node, context.Constant(node, 1), x.Dimensions);
        return Pend(context, node, new PendingFunction(
            (c, v) => Leak(v, slopes[slopes.Length == 1 ? 0 : c]), Array.TrueForAll(slopes, s => s >= 0), slopes.Length > 1));
    }

    public static GraphValue HardSigmoid(ImportContext context, OnnxNode node)
    {
        float alpha = node.Float("alpha", 0.2f), beta = node.Float("beta", 0.5f);
        return Pend(context, node, new PendingFunction((_, x) => Gate(x, alpha, beta), alpha >= 0, false));
    }

    public static GraphValue HardSwish(ImportContext context, OnnxNode node) =>
        Pend(context, node, new PendingFunction((_, x) => x * Gate(x, 1f / 6, 0.5f), false, false));

    public static GraphValue Sigmoid(ImportContext context, OnnxNode node) =>
        Pend(context, node, new PendingFunction((_, x) => RationalFunctions.Sigmoid(x), true, false));

    public static GraphValue Tanh(ImportContext context, OnnxNode node) =>
        Pend(context, node, new PendingFunction((_, x) => RationalFunctions.Tanh(x), true, false));

    /// <summary>(x − mean)/√(variance + ε)·scale + offset in the runtime's order: x·k + (offset − mean·k) with k = scale/√(variance + ε).</summary>
    public static GraphValue BatchNormalization(ImportContext context, OnnxNode node)
    {
        node.Ignore("momentum");
        node.Require(node.Integer("training_mode", 0) == 0 && node.Integer("spatial", 1) == 1, "training mode is not supported.");
        RealValue x = context.Real(node, 0);
        float[] scale = context.Floats(node, 1), offset = context.Floats(node, 2), mean = context.Floats(node, 3), variance = context.Floats(node, 4);
        node.Require(x.Dimensions.Length >= 2 && x.Dimensions[0] == 1, "its input must be 1 × channels × …");
        int channels = x.Dimensions[1];
        node.Require(scale.Length == channels && offset.Length == channels && mean.Length == channels && variance.Length == channels,
            "its constants do not have one number for each channel.");
        node.Require(Array.TrueForAll(variance, v => v >= 0), "a variance is negative.");
        float epsilon = node.Float("epsilon", 1e-5f);
        float[] factors = [.. scale.Select((s, c) => 1 / MathF.Sqrt(variance[c] + epsilon) * s)];
        float[] addends = [.. offset.Select((b, c) => b - (mean[c] * factors[c]))];
        FloatRange Apply(int c, FloatRange v) => FloatRange.MultiplyAdd(v, factors[c], addends[c]);

        return Pend(context, node, new PendingFunction(Apply, Array.TrueForAll(scale, s => s >= 0), true));
    }

    private static RealValue Pend(ImportContext context, OnnxNode node, PendingFunction function)
    {
        RealValue x = context.Real(node, 0);
        return x with { Pending = PendingFunction.Then(x.Pending, function) };
    }

    private static FloatRange Leak(FloatRange x, float slope)
    {
        float a = x.Low > 0 ? x.Low : x.Low * slope, b = x.High > 0 ? x.High : x.High * slope;
        return FloatRange.Of(a, b);
    }

    private static FloatRange Gate(FloatRange x, float alpha, float beta) =>
        FloatRange.MultiplyAdd(x, alpha, beta).Map(v => Math.Clamp(v, 0f, 1f));

    private static float Bound(ImportContext context, OnnxNode node, int index, float otherwise)
    {
        if (!node.HasInput(index))
        {
            return otherwise;
        }

        float[] bound = context.Floats(node, index);
        node.Require(bound.Length == 1, "its bounds must be single numbers.");
        return bound[0];
    }
}
