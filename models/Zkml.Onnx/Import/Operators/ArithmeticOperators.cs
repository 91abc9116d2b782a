using System.Collections.Immutable;

namespace Zkml.Onnx;

/// <summary>Add, Sub, Mul and Div: with constants, and of two tensors.</summary>
internal static class ArithmeticOperators
{
    public static GraphValue Add(ImportContext context, OnnxNode node) => Sum(context, node, +1);

    public static GraphValue Sub(ImportContext context, OnnxNode node) => Sum(context, node, -1);

    public static GraphValue Mul(ImportContext context, OnnxNode node)
    {
        GraphValue a = context.Input(node, 0), b = context.Input(node, 1);
        if (a is ConstantValue || b is ConstantValue)
        {
            (int tensor, int constant) = a is ConstantValue ? (1, 0) : (0, 1);
            RealValue x = context.Real(node, tensor);
            return ConstantArithmetic.Scale(context, node, x, context.PerChannel(node, context.Constant(node, constant), x.Dimensions));
        }

        RealValue left = context.Real(node, 0), right = context.Real(node, 1);
        if (OneTable(context, left, right) is { } both)
        {
            return left with { Pending = new PendingFunction((c, x) => both.Left(c, x) * both.Right(c, x), false, both.PerChannel) };
        }

        left = context.SettledReal(node, 0);
        right = context.SettledReal(node, 1);
        ImmutableArray<int> dimensions = Broadcast.Dimensions(node, left.Dimensions, right.Dimensions);
        int product = context.Builder.Product(node.Name, Broadcast.Spread(context, node, left, dimensions), Broadcast.Spread(context, node, right, dimensions));
        ImportContext.RequireExactInFloat(node, context.Builder.Tensors[product].Interval.MaxMagnitude);
        return new RealValue(product, dimensions, [left.Exponents[0] + right.Exponents[0]]);
    }

    public static GraphValue Div(ImportContext context, OnnxNode node)
    {
        RealValue x = context.Real(node, 0);
        float[] divisors = context.PerChannel(node, context.Constant(node, 1), x.Dimensions);
        node.Require(Array.TrueForAll(divisors, d => d > 0), "its divisors must be positive.");
        if (Array.TrueForAll(divisors, d => FixedPoint.IsPowerOfTwo(d, out _)))
        {
            return ConstantArithmetic.Scale(context, node, x, Array.ConvertAll(divisors, d => 1 / d));
        }

        var divide = new PendingFunction((c, v) => v.Map(e => e / divisors[divisors.Length == 1 ? 0 : c]), true, divisors.Length > 1);
        return x with { Pending = PendingFunction.Then(x.Pending, divide) };
    }

    private static GraphValue Sum(ImportContext context, OnnxNode node, int sign)
    {
        GraphValue a = context.Input(node, 0), b = context.Input(node, 1);
        if (a is IntegerValue integer && b is ConstantValue { Constant: var addend })
        {
            return ConstantArithmetic.AddInteger(context, node, integer, addend, sign);
        }

        if (a is ConstantValue || b is ConstantValue)
        {
            (int tensor, int constant) = a is ConstantValue ? (1, 0) : (0, 1);
            RealValue x = context.Real(node, tensor);
            float[] values = context.PerChannel(node, context.Constant(node, constant), x.Dimensions);
            // c − x is −x + c, and a change of sign is exact.
            return tensor == 0 ? ConstantArithmetic.Add(context, node, x, Array.ConvertAll(values, v => sign * v))
                : ConstantArithmetic.Add(context, node, sign > 0 ? x : ConstantArithmetic.Scale(context, node, x, [-1f]), values);
        }

        RealValue left = context.Real(node, 0), right = context.Real(node, 1);
        if ((left.Pending ?? right.Pending) is not null && OneTable(context, left, right) is { } both)
        {
            FloatRange Apply(int c, FloatRange x)
            {
                FloatRange p = both.Left(c, x), q = both.Right(c, x) * sign;
                return new FloatRange(p.Low + q.Low, p.High + q.High);
            }

            return left with { Pending = new PendingFunction(Apply, false, both.PerChannel) };
        }

        return Aligned(context, node, sign);
    }

    /// <summary>Both inputs on the smaller exponent; float32 adds them without rounding.</summary>
    private static RealValue Aligned(ImportContext context, OnnxNode node, int sign)
    {
        RealValue left = context.SettledReal(node, 0), right = context.SettledReal(node, 1);
        ImmutableArray<int> dimensions = Broadcast.Dimensions(node, left.Dimensions, right.Dimensions);
        int e = Math.Min(left.Exponents[0], right.Exponents[0]);
        int up = Math.Max(left.Exponents[0], right.Exponents[0]) - e;
        node.Require(up <= 22, "the scales of its inputs are too far apart.");
        int first = Broadcast.Spread(context, node, left, dimensions), second = Broadcast.Spread(context, node, right, dimensions);
        int sum = context.Builder.WeightedSum(node.Name, [first, second], [1 << (left.Exponents[0] - e), sign * (1 << (right.Exponents[0] - e))]);
        ImportContext.RequireExactInFloat(node, context.Builder.Tensors[sum].Interval.MaxMagnitude);
        return new RealValue(sum, dimensions, [e]);
    }

    /// <summary>Two functions of the same 8-bit tensor are one function: x · sigmoid(x) needs one table.</summary>
    private static (ElementFunction Left, ElementFunction Right, bool PerChannel)? OneTable(ImportContext context, RealValue a, RealValue b)
    {
        bool same = a.Tensor == b.Tensor && a.Dimensions.SequenceEqual(b.Dimensions) && a.Exponents.SequenceEqual(b.Exponents);
        return same && context.TensorOf(a).Interval.Width <= 256
            ? (a.Pending?.Apply ?? Same, b.Pending?.Apply ?? Same, a.Pending is { IsPerChannel: true } || b.Pending is { IsPerChannel: true })
            : null;
    }

    private static FloatRange Same(int channel, FloatRange x) => x;
}
