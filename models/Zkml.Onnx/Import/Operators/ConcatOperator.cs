using System.Collections.Immutable;
using Zkml.Networks;

namespace Zkml.Onnx;

/// <summary>Concat along any axis: arrays one after another, then, where the axis is not the outermost, an index map.</summary>
internal static class ConcatOperator
{
    public static GraphValue Concat(ImportContext context, OnnxNode node)
    {
        node.Require(node.Inputs.Length > 0, "it has no inputs.");
        GraphValue[] parts = [.. Enumerable.Range(0, node.Inputs.Length).Select(k => context.Input(node, k))];
        int rank = parts[0].Dimensions.Length;
        int axis = Shapes.Axis(node, node.Integer("axis", 1), rank);
        node.Require(parts.All(p => p.Dimensions.Length == rank && p.Dimensions.SetItem(axis, 1).SequenceEqual(parts[0].Dimensions.SetItem(axis, 1))),
            "its inputs differ in another dimension than its axis.");
        long total = parts.Sum(p => (long)p.Dimensions[axis]);
        node.Require(total <= NetworkLimits.MaxConstant, "its result is too large.");
        ImmutableArray<int> dimensions = parts[0].Dimensions.SetItem(axis, (int)total);
        context.Spend(node, ConstantReader.Count(dimensions, node.Name));
        return parts switch
        {
            _ when parts.All(p => p is ConstantValue) => Constants(node, [.. parts.Cast<ConstantValue>()], axis, dimensions),
            _ when parts.All(p => p is IntegerValue) => Integers(context, node, [.. parts.Cast<IntegerValue>()], axis, dimensions),
            _ when parts.All(p => p is RealValue) => Reals(context, node, [.. parts.Cast<RealValue>()], axis, dimensions),
            _ => throw node.Problem("its inputs must all be float tensors, all integers, or all constants."),
        };
    }

    private static ConstantValue Constants(OnnxNode node, ConstantValue[] parts, int axis, ImmutableArray<int> dimensions)
    {
        OnnxConstant first = parts[0].Constant;
        node.Require(parts.All(p => p.Constant.Type == first.Type), "its constants are of different types.");
        int[] order = Order([.. parts.Select(p => p.Dimensions)], axis, dimensions);
        ImmutableArray<int> flat = [order.Length];
        OnnxConstant all = first.Floats is not null
            ? new OnnxConstant(flat, [.. parts.SelectMany(p => p.Constant.Floats!)])
            : new OnnxConstant(flat, [.. parts.SelectMany(p => p.Constant.Integers!)], first.Type);
        return new ConstantValue(all.Rearranged(dimensions, order, 0));
    }

    private static IntegerValue Integers(ImportContext context, OnnxNode node, IntegerValue[] parts, int axis, ImmutableArray<int> dimensions)
    {
        IntegerValue first = parts[0];
        node.Require(parts.All(p => p.Type == first.Type && p.ZeroPoint == first.ZeroPoint), "its inputs have different types or zero points.");
        int tensor = Join(context, node, [.. parts.Select(p => (p.Tensor, p.Dimensions))], axis, dimensions);
        context.Builder.Describe(tensor, node.Outputs[0], [context.TensorOf(first).Scales[0]], first.ZeroPoint);
        return first with { Tensor = tensor, Dimensions = dimensions };
    }

    private static RealValue Reals(ImportContext context, OnnxNode node, RealValue[] given, int axis, ImmutableArray<int> dimensions)
    {
        RealValue[] parts = [.. given.Select(p => context.Settle(node, p))];
        bool uniform = parts.All(p => p.IsUniform && p.Exponents[0] == parts[0].Exponents[0]);
        bool byChannel = parts.All(p => Shapes.Of(p.Dimensions).Channels == p.Dimensions[axis]) && Outer(dimensions, axis) == 1;
        if (!uniform && !byChannel)
        {
            parts = Aligned(context, node, parts);
        }

        int tensor = Join(context, node, [.. parts.Select(p => (p.Tensor, p.Dimensions))], axis, dimensions);
        ImmutableArray<int> exponents = uniform || !byChannel ? [parts[0].Exponents[0]]
            : [.. parts.SelectMany(p => Enumerable.Range(0, p.Dimensions[axis]).Select(p.ExponentOf))];
        return new RealValue(tensor, dimensions, exponents);
    }

    private static RealValue[] Aligned(ImportContext context, OnnxNode node, RealValue[] given)
    {
        RealValue[] parts = [.. given.Select(p => context.Uniform(node, p))];
        int lowest = parts.Min(p => p.Exponents[0]);
        for (int k = 0; k < parts.Length; k++)
        {
            int up = parts[k].Exponents[0] - lowest;
            if (up > 0)
            {
                node.Require(up <= 22, "the scales of its inputs are too far apart.");
                int tensor = context.Builder.WeightedSum(node.Name, [parts[k].Tensor], [1 << up]);
                ImportContext.RequireExactInFloat(node, context.Builder.Tensors[tensor].Interval.MaxMagnitude);
                parts[k] = parts[k] with { Tensor = tensor, Exponents = [lowest] };
            }
        }

        return parts;
    }

    private static int Join(
        ImportContext context, OnnxNode node, (int Tensor, ImmutableArray<int> Dimensions)[] parts, int axis, ImmutableArray<int> dimensions)
    {
        TensorShape shape = Shapes.Of(dimensions);
        bool outermost = Outer(dimensions, axis) == 1;
        int[] flat = [.. parts.Select(p =>
        {
            int count = ConstantReader.Count(p.Dimensions, node.Name);
            bool whole = outermost && count % shape.Plane == 0;
            TensorShape wanted = whole ? shape with { Channels = count / shape.Plane } : new TensorShape(count, 1, 1);
            return context.Builder.Tensors[p.Tensor].Shape == wanted ? p.Tensor : context.Builder.Reshape(node.Name, p.Tensor, wanted);
        })];
        bool mixed = flat.Select(t => context.Builder.Tensors[t].Shape.Plane).Distinct().Count() > 1;
        int[] same = mixed ? [.. flat.Select(t => context.Builder.Reshape(node.Name, t, new TensorShape(context.Builder.Tensors[t].Shape.Count, 1, 1)))] : flat;
        int joined = same.Length == 1 ? same[0] : context.Builder.Concat(node.Name, [.. same]);
        if (!outermost)
        {
            return context.Builder.Rearrange(node.Name, joined, shape, [.. Order([.. parts.Select(p => p.Dimensions)], axis, dimensions)], 0);
        }

        return context.Builder.Tensors[joined].Shape == shape ? joined : context.Builder.Reshape(node.Name, joined, shape);
    }

    /// <summary>For each place of the result, its place among the parts laid one after another.</summary>
    private static int[] Order(ImmutableArray<int>[] parts, int axis, ImmutableArray<int> dimensions)
    {
        int inner = Shapes.StridesOf(dimensions)[axis], outer = Outer(dimensions, axis), at = 0, start = 0;
        int[] order = new int[outer * dimensions[axis] * inner];
        foreach (ImmutableArray<int> part in parts)
        {
            int run = part[axis] * inner;
            for (int o = 0; o < outer; o++)
            {
                for (int k = 0; k < run; k++)
                {
                    order[(o * dimensions[axis] * inner) + start + k] = at++;
                }
            }

            start += run;
        }

        return order;
    }

    private static int Outer(ImmutableArray<int> dimensions, int axis)
    {
        int outer = 1;
        foreach (int d in dimensions[..axis])
        {
            outer *= d;
        }

        return outer;
    }
}
