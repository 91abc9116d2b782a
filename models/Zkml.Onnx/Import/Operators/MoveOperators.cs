using System.Collections.Immutable;

namespace Zkml.Onnx;

/// <summary>Operators that move numbers: Transpose, Slice, Gather, Pad, Split.</summary>
internal static class MoveOperators
{
    public static GraphValue Transpose(ImportContext context, OnnxNode node)
    {
        GraphValue x = context.Input(node, 0);
        int rank = x.Dimensions.Length;
        ImmutableArray<int> order = node.Integers("perm") ?? [.. Enumerable.Range(0, rank).Reverse()];
        node.Require(order.Order().SequenceEqual(Enumerable.Range(0, rank)), "its perm is not a permutation.");
        ImmutableArray<int> dimensions = [.. order.Select(a => x.Dimensions[a])];
        int[] strides = Shapes.StridesOf(x.Dimensions), to = Shapes.StridesOf(dimensions);
        context.Spend(node, ConstantReader.Count(dimensions, node.Name));
        int[] map = new int[ConstantReader.Count(dimensions, node.Name)];
        for (int k = 0; k < map.Length; k++)
        {
            for (int axis = 0; axis < rank; axis++)
            {
                map[k] += k / to[axis] % dimensions[axis] * strides[order[axis]];
            }
        }

        return Movement.Rearrange(context, node, x, dimensions, map);
    }

    public static GraphValue Slice(ImportContext context, OnnxNode node)
    {
        GraphValue x = context.Input(node, 0);
        bool asInputs = node.Opset >= 10;
        long[] starts = asInputs ? context.Integers(node, 1) : Attribute(node, "starts"), ends = asInputs ? context.Integers(node, 2) : Attribute(node, "ends");
        long[] axes = asInputs && node.HasInput(3) ? context.Integers(node, 3)
            : !asInputs && node.HasAttribute("axes") ? Attribute(node, "axes") : [.. Enumerable.Range(0, starts.Length).Select(a => (long)a)];
        long[] steps = asInputs && node.HasInput(4) ? context.Integers(node, 4) : [.. Enumerable.Repeat(1L, starts.Length)];
        node.Require(ends.Length == starts.Length && axes.Length == starts.Length && steps.Length == starts.Length, "its starts, ends, axes and steps differ in number.");
        GraphValue result = x;
        for (int k = 0; k < starts.Length; k++)
        {
            int axis = Shapes.Axis(node, axes[k], x.Dimensions.Length);
            result = Take(context, node, result, axis, Places(node, x.Dimensions[axis], (starts[k], ends[k], steps[k])));
        }

        return result;
    }

    public static GraphValue Gather(ImportContext context, OnnxNode node)
    {
        GraphValue x = context.Input(node, 0);
        OnnxConstant indices = context.Constant(node, 1);
        int axis = Shapes.Axis(node, node.Integer("axis", 0), x.Dimensions.Length);
        int size = x.Dimensions[axis];
        node.Require(indices.Integers is not null && indices.Dimensions.Length <= 1 && Array.TrueForAll(indices.Integers, i => i >= -size && i < size),
            "its indices must be a few constants within its input.");
        int[] places = [.. indices.Integers!.Select(i => (int)(i < 0 ? i + size : i))];
        GraphValue taken = Take(context, node, x, axis, places);
        return indices.Dimensions.Length == 1 ? taken : Movement.Reshape(context, node, taken, taken.Dimensions.RemoveAt(axis));
    }

    /// <summary>One part of a Split; the table asks for each output in turn.</summary>
    public static IEnumerable<GraphValue> Split(ImportContext context, OnnxNode node)
    {
        GraphValue x = context.Input(node, 0);
        int axis = Shapes.Axis(node, node.Integer("axis", 0), x.Dimensions.Length);
        int size = x.Dimensions[axis], outputs = node.Outputs.Length;
        node.Require(node.Integer("num_outputs", outputs) == outputs, "num_outputs is not the number of its outputs.");
        int each = (size + outputs - 1) / outputs;
        long[] lengths = node.HasInput(1) ? context.Integers(node, 1) : node.HasAttribute("split") ? Attribute(node, "split")
            : [.. Enumerable.Range(0, outputs).Select(k => (long)Math.Min(each, size - (k * each)))];
        node.Require(lengths.Length == outputs && lengths.All(l => l > 0 && l <= size) && lengths.Sum() == size, "its parts do not add up to its input.");
        int start = 0;
        foreach (long length in lengths)
        {
            yield return Take(context, node, x, axis, [.. Enumerable.Range(start, (int)length)]);
            start += (int)length;
        }
    }

    public static GraphValue Pad(ImportContext context, OnnxNode node)
    {
        GraphValue x = context.Input(node, 0);
        int rank = x.Dimensions.Length;
        string mode = node.Text("mode", "constant");
        node.Require(mode is "constant" or "edge" or "reflect", $"its mode '{mode}' is not supported.");
        node.Require(!node.HasInput(3), "padding of chosen axes is not supported.");
        long[] pads = node.Opset >= 11 ? context.Integers(node, 1) : Attribute(node, "pads");
        node.Require(pads.Length == 2 * rank && pads.All(p => p is >= -(1 << 20) and <= 1 << 20), "its pads do not fit its input.");
        double fill = node.Opset < 11 ? node.Float("value", 0) : node.HasInput(2) ? Single(node, context.Constant(node, 2)) : 0;
        GraphValue result = x;
        for (int axis = 0; axis < rank; axis++)
        {
            int size = x.Dimensions[axis], before = (int)pads[axis], count = size + before + (int)pads[axis + rank];
            node.Require(count > 0 && (mode != "reflect" || Math.Max(before, count - size - before) < size), "its padding leaves nothing, or reflects too far.");
            context.Spend(node, count);
            int[] places = [.. Enumerable.Range(-before, count).Select(p => p >= 0 && p < size ? p : Outside(mode, p, size))];
            result = Take(context, node, result, axis, places, fill);
        }

        return result;
    }

    /// <summary>The given places of one axis; −1 stands for the fill.</summary>
    private static GraphValue Take(ImportContext context, OnnxNode node, GraphValue x, int axis, int[] places, double fill = 0)
    {
        node.Require(places.Length > 0, "its result is empty.");
        ImmutableArray<int> dimensions = x.Dimensions.SetItem(axis, places.Length);
        int inner = Shapes.StridesOf(x.Dimensions)[axis], size = x.Dimensions[axis];
        context.Spend(node, ConstantReader.Count(dimensions, node.Name));
        int[] map = new int[ConstantReader.Count(dimensions, node.Name)];
        for (int k = 0; k < map.Length; k++)
        {
            int place = places[k / inner % places.Length];
            map[k] = place < 0 ? -1 : (((k / inner / places.Length * size) + place) * inner) + (k % inner);
        }

        return Movement.Rearrange(context, node, x, dimensions, map, fill);
    }

    private static int[] Places(OnnxNode node, int size, (long Start, long End, long Step) s)
    {
        node.Require(s.Step is not 0 and > int.MinValue and <= int.MaxValue, "a step of zero, or a huge one.");
        bool up = s.Step > 0;
        long start = Math.Clamp(s.Start < 0 ? Math.Max(s.Start, -size - 1L) + size : s.Start, up ? 0 : -1, up ? size : size - 1);
        long end = Math.Clamp(s.End < 0 ? Math.Max(s.End, -size - 1L) + size : s.End, up ? 0 : -1, up ? size : size - 1);
        var places = new List<int>();
        for (long p = start; up ? p < end : p > end; p += s.Step)
        {
            places.Add((int)p);
        }

        return [.. places];
    }

    private static int Outside(string mode, int place, int size) => mode switch
    {
        "edge" => place < 0 ? 0 : size - 1,
        "reflect" => place < 0 ? -place : (2 * (size - 1)) - place,
        _ => -1,
    };

    private static double Single(OnnxNode node, OnnxConstant constant)
    {
        node.Require(constant.Count == 1, "its fill must be one number.");
        return constant.Floats?[0] ?? constant.Integers![0];
    }

    private static long[] Attribute(OnnxNode node, string name) =>
        [.. (node.Integers(name) ?? throw node.Problem($"it has no '{name}'.")).Select(v => (long)v)];
}
