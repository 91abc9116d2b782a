using System.Collections.Immutable;
using Zkml.Networks;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Onnx;

/// <summary>Operators that keep the order of the numbers, and those that make constants.</summary>
internal static class ShapeOperators
{
    public static GraphValue Reshape(ImportContext context, OnnxNode node)
    {
        GraphValue x = context.Input(node, 0);
        long[] wanted = context.Integers(node, 1);
        node.Require(wanted.Length <= 8 && wanted.All(d => d is >= -1 and <= NetworkLimits.MaxConstant), "its new dimensions are too many or too large.");
        bool keepsZero = node.Integer("allowzero", 0) != 0;
        var dimensions = new int[wanted.Length];
        long known = 1;
        for (int k = 0; k < wanted.Length; k++)
        {
            node.Require(wanted[k] != 0 || (!keepsZero && k < x.Dimensions.Length), "a dimension of zero is not supported.");
            dimensions[k] = wanted[k] == 0 ? x.Dimensions[k] : (int)wanted[k];
            known *= dimensions[k] == -1 ? 1 : dimensions[k];
            node.Require(known <= NetworkLimits.MaxConstant, "its new dimensions are too large.");
        }

        int open = Array.IndexOf(dimensions, -1);
        if (open >= 0)
        {
            int count = ConstantReader.Count(x.Dimensions, node.Name);
            node.Require(count % known == 0 && Array.LastIndexOf(dimensions, -1) == open, "its open dimension cannot be worked out.");
            dimensions[open] = (int)(count / known);
        }

        return Movement.Reshape(context, node, x, [.. dimensions]);
    }

    public static GraphValue Flatten(ImportContext context, OnnxNode node)
    {
        GraphValue x = context.Input(node, 0);
        long given = node.Integer("axis", 1);
        int rank = x.Dimensions.Length;
        node.Require(given >= -rank && given <= rank, "its axis does not exist.");
        int axis = (int)(given < 0 ? given + rank : given);
        ImmutableArray<int> head = x.Dimensions[..axis], tail = x.Dimensions[axis..];
        return Movement.Reshape(context, node, x, [ConstantReader.Count(head, node.Name), ConstantReader.Count(tail, node.Name)]);
    }

    public static GraphValue Squeeze(ImportContext context, OnnxNode node)
    {
        GraphValue x = context.Input(node, 0);
        int rank = x.Dimensions.Length;
        int[] axes = Axes(context, node) is { } given ? [.. given.Select(a => Shapes.Axis(node, a, rank))]
            : [.. Enumerable.Range(0, rank).Where(k => x.Dimensions[k] == 1)];
        node.Require(axes.All(a => x.Dimensions[a] == 1), "it removes a dimension that is not one.");
        return Movement.Reshape(context, node, x, [.. x.Dimensions.Where((_, k) => !axes.Contains(k))]);
    }

    public static GraphValue Unsqueeze(ImportContext context, OnnxNode node)
    {
        GraphValue x = context.Input(node, 0);
        long[] given = Axes(context, node) ?? throw node.Problem("it has no axes.");
        int rank = x.Dimensions.Length + given.Length;
        node.Require(rank <= 8, "it makes more than eight dimensions.");
        int[] axes = [.. given.Select(a => Shapes.Axis(node, a, rank)).Distinct()];
        node.Require(axes.Length == given.Length, "its axes repeat.");
        var rest = new Queue<int>(x.Dimensions);
        return Movement.Reshape(context, node, x, [.. Enumerable.Range(0, rank).Select(k => axes.Contains(k) ? 1 : rest.Dequeue())]);
    }

    public static GraphValue Identity(ImportContext context, OnnxNode node) => context.Input(node, 0);

    /// <summary>Dropout does nothing when a model is used.</summary>
    public static GraphValue Dropout(ImportContext context, OnnxNode node)
    {
        foreach (string attribute in (string[])["ratio", "seed", "is_test"])
        {
            node.Ignore(attribute);
        }

        return context.Input(node, 0);
    }

    public static GraphValue Constant(ImportContext context, OnnxNode node)
    {
        if (node.Tensor("value") is { } tensor)
        {
            return new ConstantValue(tensor);
        }

        if (node.HasAttribute("value_float"))
        {
            return new ConstantValue(new OnnxConstant([], [node.Float("value_float", 0)]));
        }

        if (node.HasAttribute("value_int"))
        {
            return new ConstantValue(new OnnxConstant([], [node.Integer("value_int", 0)], DataType.Int64));
        }

        ImmutableArray<int> values = node.Integers("value_ints") ?? throw node.Problem("it has no value of a supported kind.");
        return new ConstantValue(new OnnxConstant([values.Length], [.. values.Select(v => (long)v)], DataType.Int64));
    }

    public static GraphValue ConstantOfShape(ImportContext context, OnnxNode node)
    {
        long[] wanted = context.Integers(node, 0);
        node.Require(wanted.Length <= 8 && wanted.All(d => d is >= 0 and <= NetworkLimits.MaxConstant), "its dimensions are too many or too large.");
        ImmutableArray<int> dimensions = [.. wanted.Select(d => (int)d)];
        int count = ConstantReader.Count(dimensions, node.Name);
        context.Spend(node, count);
        OnnxConstant value = node.Tensor("value") ?? new OnnxConstant([1], [0f]);
        node.Require(value.Count == 1, "its value must be one number.");
        return new ConstantValue(value.Rearranged(dimensions, new int[count], 0));
    }

    public static GraphValue Shape(ImportContext context, OnnxNode node)
    {
        node.Require(node.Integer("start", 0) == 0 && !node.HasAttribute("end"), "parts of a shape are not supported.");
        ImmutableArray<int> dimensions = context.Input(node, 0).Dimensions;
        return new ConstantValue(new OnnxConstant([dimensions.Length], [.. dimensions.Select(d => (long)d)], DataType.Int64));
    }

    /// <summary>Axes as an attribute until version 12, as an input after.</summary>
    private static long[]? Axes(ImportContext context, OnnxNode node) => node.HasInput(1) ? context.Integers(node, 1)
        : node.Integers("axes") is { } given ? [.. given.Select(a => (long)a)] : null;
}
