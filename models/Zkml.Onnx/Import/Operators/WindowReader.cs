using System.Collections.Immutable;
using Zkml.Networks;

namespace Zkml.Onnx;

/// <summary>Kernel, strides, dilations and padding of Conv and the pools, for one or two spatial dimensions.</summary>
internal static class WindowReader
{
    /// <param name="node">Its attributes.</param>
    /// <param name="input">Channels × height × width; one spatial dimension lies along the width.</param>
    /// <param name="kernel">One or two numbers.</param>
    public static Window Read(OnnxNode node, TensorShape input, ImmutableArray<int> kernel)
    {
        int rank = kernel.Length;
        node.Require(rank is 1 or 2, $"it slides over {rank} dimensions; one and two are supported.");
        ImmutableArray<int> strides = Vector(node, "strides", rank, 1), dilations = Vector(node, "dilations", rank, 1), pads = Vector(node, "pads", 2 * rank, 0);
        foreach (int v in kernel.Concat(strides).Concat(dilations))
        {
            node.Require(v is > 0 and <= 1 << 20, "its kernel, strides and dilations must be positive and small.");
        }

        node.Require(pads.All(v => v is >= 0 and <= 1 << 20), "its padding must be small and not negative.");
        int last = rank - 1;
        var window = new Window(rank == 1 ? 1 : kernel[0], kernel[last])
        {
            StrideY = rank == 1 ? 1 : strides[0],
            StrideX = strides[last],
            DilationY = rank == 1 ? 1 : dilations[0],
            DilationX = dilations[last],
            PadTop = rank == 1 ? 0 : pads[0],
            PadLeft = pads[last],
            PadBottom = rank == 1 ? 0 : pads[rank],
            PadRight = pads[rank + last],
        };
        return AutoPadded(node, window, input);
    }

    public static ImmutableArray<int> Vector(OnnxNode node, string attribute, int length, int otherwise)
    {
        ImmutableArray<int> values = node.Integers(attribute) ?? [.. Enumerable.Repeat(otherwise, length)];
        node.Require(values.Length == length, $"its attribute '{attribute}' has {values.Length} numbers instead of {length}.");
        return values;
    }

    private static Window AutoPadded(OnnxNode node, Window w, TensorShape input)
    {
        string mode = node.Text("auto_pad", "NOTSET");
        switch (mode)
        {
            case "NOTSET":
                return w;
            case "VALID":
                return w with { PadTop = 0, PadLeft = 0, PadBottom = 0, PadRight = 0 };
            case "SAME_UPPER" or "SAME_LOWER":
                bool upper = mode == "SAME_UPPER";
                (int top, int bottom) = Same(input.Height, (w.KernelY, w.StrideY, w.DilationY), upper);
                (int left, int right) = Same(input.Width, (w.KernelX, w.StrideX, w.DilationX), upper);
                return w with { PadTop = top, PadBottom = bottom, PadLeft = left, PadRight = right };
            default:
                throw node.Problem($"its auto_pad '{mode}' is not known.");
        }
    }

    /// <summary>Padding that makes the output ⌈size / stride⌉ long; an odd rest goes to the end (upper) or the start.</summary>
    private static (int Before, int After) Same(int size, (int Kernel, int Stride, int Dilation) w, bool upper)
    {
        int outputs = (size + w.Stride - 1) / w.Stride;
        int total = Math.Max(0, ((outputs - 1) * w.Stride) + ((w.Kernel - 1) * w.Dilation) + 1 - size);
        return upper ? (total / 2, total - (total / 2)) : (total - (total / 2), total / 2);
    }
}
