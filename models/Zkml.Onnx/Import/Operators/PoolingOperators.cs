using System.Collections.Immutable;
using System.Numerics;
using Zkml.Networks;

namespace Zkml.Onnx;

/// <summary>MaxPool, AveragePool and GlobalAveragePool (ReduceMean over the image).</summary>
internal static class PoolingOperators
{
    private const int MaxSide = 4096;

    public static GraphValue MaxPool(ImportContext context, OnnxNode node)
    {
        node.Ignore("storage_order");
        node.Require(node.Outputs.Length == 1, "the indices of the maxima are not supported.");
        switch (context.Input(node, 0))
        {
            case IntegerValue x:
                int pooled = Pool(context, node, x.Tensor, x);
                return x with { Tensor = pooled, Dimensions = OutputDimensions(context, pooled, x) };
            default:
                RealValue real = context.Real(node, 0);
                node.Require(real.Pending is null or { IsMonotone: true }, "an activation before it is not quantised and sometimes decreases.");
                int tensor = Pool(context, node, real.Tensor, real);
                return real with { Tensor = tensor, Dimensions = OutputDimensions(context, tensor, real) };
        }
    }

    public static GraphValue AveragePool(ImportContext context, OnnxNode node)
    {
        RealValue x = context.Settle(node, context.Real(node, 0));
        TensorShape shape = context.TensorOf(x).Shape;
        Window window = WindowOf(node, shape, x);
        bool padded = (window.PadTop | window.PadLeft | window.PadBottom | window.PadRight) != 0;
        node.Require(!padded || node.Integer("count_include_pad", 0) != 0, "with padding that is not counted its divisor changes from place to place.");
        node.Require(node.Integer("ceil_mode", 0) == 0 || IsWhole(window, shape), "ceil_mode is supported where it changes nothing.");
        node.Require(Math.Max(shape.Height, shape.Width) <= MaxSide, $"images beyond {MaxSide} places a side are not supported.");
        context.Spend(node, (long)shape.Height * (shape.Height + window.PadTop + window.PadBottom));
        context.Spend(node, (long)shape.Width * (shape.Width + window.PadLeft + window.PadRight));
        int[] rows = Windows(window.OutputHeight(shape.Height), shape.Height, (window.KernelY, window.StrideY, window.DilationY, window.PadTop));
        int[] columns = Windows(window.OutputWidth(shape.Width), shape.Width, (window.KernelX, window.StrideX, window.DilationX, window.PadLeft));
        int sums = context.Builder.SpatialMap(node.Name, x.Tensor, [.. rows], [.. columns]);
        return Mean(context, node, x with { Tensor = sums, Dimensions = OutputDimensions(context, sums, x) }, window.Size);
    }

    public static GraphValue GlobalAveragePool(ImportContext context, OnnxNode node)
    {
        RealValue x = context.Real(node, 0);
        node.Require(x.Dimensions.Length is 3 or 4 && x.Dimensions[0] == 1, "its input must be 1 × channels × (height ×) width.");
        return Global(context, node, x, [x.Dimensions[0], x.Dimensions[1], .. Enumerable.Repeat(1, x.Dimensions.Length - 2)]);
    }

    public static GraphValue ReduceMean(ImportContext context, OnnxNode node)
    {
        RealValue x = context.Real(node, 0);
        int rank = x.Dimensions.Length;
        long[] given = node.HasInput(1) ? context.Integers(node, 1) : [.. (node.Integers("axes") ?? []).Select(a => (long)a)];
        node.Ignore("noop_with_empty_axes");
        int[] axes = [.. given.Select(a => Shapes.Axis(node, a, rank)).Order()];
        node.Require(rank is 3 or 4 && x.Dimensions[0] == 1 && axes.SequenceEqual(Enumerable.Range(2, rank - 2)),
            "only the mean over the whole image of each channel is supported.");
        bool keeps = node.Integer("keepdims", 1) != 0;
        return Global(context, node, x, [x.Dimensions[0], x.Dimensions[1], .. Enumerable.Repeat(1, keeps ? rank - 2 : 0)]);
    }

    private static RealValue Global(ImportContext context, OnnxNode node, RealValue given, ImmutableArray<int> dimensions)
    {
        RealValue x = context.Settle(node, given);
        TensorShape shape = context.TensorOf(x).Shape;
        int sums = context.Builder.SpatialMap(node.Name, x.Tensor, [.. Enumerable.Repeat(1, shape.Height)], [.. Enumerable.Repeat(1, shape.Width)]);
        return Mean(context, node, x with { Tensor = sums, Dimensions = dimensions }, shape.Plane);
    }

    /// <summary>The runtime adds in float32, exactly below 2^24, and divides once.</summary>
    private static RealValue Mean(ImportContext context, OnnxNode node, RealValue sums, int count)
    {
        ImportContext.RequireExactInFloat(node, context.TensorOf(sums).Interval.MaxMagnitude);
        return BitOperations.IsPow2(count)
            ? sums with { Exponents = [.. sums.Exponents.Select(e => e - BitOperations.Log2((uint)count))] }
            : sums with { Pending = new PendingFunction((_, x) => x.Map(v => v / count), true, false) };
    }

    private static int Pool(ImportContext context, OnnxNode node, int tensor, GraphValue x)
    {
        TensorShape shape = context.Builder.Tensors[tensor].Shape;
        Window window = WindowOf(node, shape, x);
        if (node.Integer("ceil_mode", 0) != 0)
        {
            window = window with
            {
                PadBottom = window.PadBottom + Ceiling(shape.Height, (window.KernelY, window.StrideY, window.DilationY), (window.PadTop, window.PadBottom)),
                PadRight = window.PadRight + Ceiling(shape.Width, (window.KernelX, window.StrideX, window.DilationX), (window.PadLeft, window.PadRight)),
            };
        }

        return context.Builder.MaxPool(node.Name, tensor, window);
    }

    private static Window WindowOf(OnnxNode node, TensorShape shape, GraphValue x)
    {
        node.Require(x.Dimensions.Length is 3 or 4 && x.Dimensions[0] == 1, "its input must be 1 × channels × (height ×) width.");
        ImmutableArray<int> kernel = node.Integers("kernel_shape") ?? throw node.Problem("it has no kernel_shape.");
        node.Require(kernel.Length == x.Dimensions.Length - 2, "its kernel does not have the dimensions of its input.");
        return WindowReader.Read(node, shape, kernel);
    }

    /// <summary>Padding for one more window where the last step is cut short, unless that window would begin in the padding.</summary>
    private static int Ceiling(int size, (int Kernel, int Stride, int Dilation) w, (int Before, int After) pad)
    {
        int span = ((w.Kernel - 1) * w.Dilation) + 1;
        int rest = size + pad.Before + pad.After - span;
        if (rest < 0 || rest % w.Stride == 0)
        {
            return 0;
        }

        int start = ((rest / w.Stride) + 1) * w.Stride;
        return start < size + pad.Before ? w.Stride - (rest % w.Stride) : 0;
    }

    private static bool IsWhole(Window w, TensorShape shape) =>
        (shape.Height + w.PadTop + w.PadBottom - ((w.KernelY - 1) * w.DilationY) - 1) % w.StrideY == 0
        && (shape.Width + w.PadLeft + w.PadRight - ((w.KernelX - 1) * w.DilationX) - 1) % w.StrideX == 0;

    /// <summary>The 0/1 matrix of one axis: which places each window adds.</summary>
    private static int[] Windows(int outputs, int size, (int Kernel, int Stride, int Dilation, int Pad) w)
    {
        int[] matrix = new int[Math.Max(0, outputs) * size];
        for (int i = 0; i < outputs; i++)
        {
            for (int u = 0; u < w.Kernel; u++)
            {
                int place = (i * w.Stride) - w.Pad + (u * w.Dilation);
                if (place >= 0 && place < size)
                {
                    matrix[(i * size) + place] = 1;
                }
            }
        }

        return matrix;
    }

    private static ImmutableArray<int> OutputDimensions(ImportContext context, int tensor, GraphValue x)
    {
        TensorShape shape = context.Builder.Tensors[tensor].Shape;
        return x.Dimensions.Length == 3 ? [1, shape.Channels, shape.Width] : [1, shape.Channels, shape.Height, shape.Width];
    }
}
