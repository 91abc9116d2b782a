using System.Collections.Immutable;
using System.Numerics;
using Zkml.Networks;

namespace Zkml.Onnx;

/// <summary>Enlarging an image by whole factors: nearest neighbour, or linear between neighbours, as a small matrix for each axis.</summary>
internal static class ResizeOperator
{
    private const int MaxSide = 4096;

    public static GraphValue Resize(ImportContext context, OnnxNode node)
    {
        foreach (string attribute in (string[])["cubic_coeff_a", "exclude_outside", "extrapolation_value", "antialias", "keep_aspect_ratio_policy"])
        {
            node.Ignore(attribute);
        }

        GraphValue x = context.Input(node, 0);
        node.Require(x.Dimensions.Length == 4 && x.Dimensions[0] == 1 && node.Integers("axes") is null, "its input must be 1 × channels × height × width.");
        node.Require(node.Integer("antialias", 0) == 0, "antialias is not supported.");
        (int fy, int fx) = (Factor(context, node, x, 2), Factor(context, node, x, 3));
        context.Spend(node, ((long)fy * x.Dimensions[2] * x.Dimensions[2]) + ((long)fx * x.Dimensions[3] * x.Dimensions[3]));
        node.Require(Factor(context, node, x, 0) == 1 && Factor(context, node, x, 1) == 1, "it may enlarge height and width only.");
        string mode = node.Text("mode", "nearest");
        string place = node.Text("coordinate_transformation_mode", node.Opset < 11 ? "asymmetric" : "half_pixel");
        string near = node.Text("nearest_mode", node.Opset < 11 ? "floor" : "round_prefer_floor");
        if (mode == "nearest")
        {
            bool known = place is "asymmetric" && near is "floor" || place is "half_pixel" or "pytorch_half_pixel" && near is "round_prefer_floor" or "round_prefer_ceil";
            node.Require(known, $"nearest with '{place}' and '{near}' is not supported.");
            return Nearest(context, node, x, (fy, fx));
        }

        node.Require(mode == "linear" && place is "half_pixel" or "pytorch_half_pixel" or "asymmetric", $"its mode '{mode}' with '{place}' is not supported.");
        return Linear(context, node, (fy, fx), halfPixel: place != "asymmetric");
    }

    /// <summary>With half-pixel centres as with whole ones, output i of a whole factor f shows input ⌊i / f⌋: no centre lies on a border.</summary>
    private static GraphValue Nearest(ImportContext context, OnnxNode node, GraphValue x, (int Y, int X) f)
    {
        int tensor = x is IntegerValue i ? i.Tensor : context.Real(node, 0).Tensor;
        TensorShape shape = context.Builder.Tensors[tensor].Shape;
        int[] rows = Matrix(shape.Height, f.Y, (row, o) => row[o / f.Y] = 1), columns = Matrix(shape.Width, f.X, (row, o) => row[o / f.X] = 1);
        NetworkTensor source = context.Builder.Tensors[tensor];
        int enlarged = context.Builder.SpatialMap(node.Name, tensor, [.. rows], [.. columns]);
        context.Builder.Describe(enlarged, node.Outputs[0], source.Scales, source.ZeroPoint);
        ImmutableArray<int> dimensions = [1, shape.Channels, shape.Height * f.Y, shape.Width * f.X];
        return x is IntegerValue integer ? integer with { Tensor = enlarged, Dimensions = dimensions }
            : context.Real(node, 0) with { Tensor = enlarged, Dimensions = dimensions };
    }

    /// <summary>Weights are multiples of 1/(2f): integers over that denominator, exact in float32 when it is a power of two.</summary>
    private static RealValue Linear(ImportContext context, OnnxNode node, (int Y, int X) f, bool halfPixel)
    {
        RealValue x = context.Settle(node, context.Real(node, 0));
        node.Require(BitOperations.IsPow2(f.Y) && BitOperations.IsPow2(f.X), "linear enlarging is exact for factors that are powers of two only.");
        TensorShape shape = context.TensorOf(x).Shape;
        int[] rows = Matrix(shape.Height, f.Y, (row, o) => Between(row, o, f.Y, halfPixel)), columns = Matrix(shape.Width, f.X, (row, o) => Between(row, o, f.X, halfPixel));
        int tensor = context.Builder.SpatialMap(node.Name, x.Tensor, [.. rows], [.. columns]);
        ImportContext.RequireExactInFloat(node, context.Builder.Tensors[tensor].Interval.MaxMagnitude);
        int down = BitOperations.Log2((uint)(2 * f.Y)) + BitOperations.Log2((uint)(2 * f.X));
        return x with { Tensor = tensor, Dimensions = [1, shape.Channels, shape.Height * f.Y, shape.Width * f.X], Exponents = [.. x.Exponents.Select(e => e - down)] };
    }

    /// <summary>Output o lies at (o + ½)/f − ½ (or o/f) of the input; places before the first and after the last show these.</summary>
    private static void Between(Span<int> row, int output, int factor, bool halfPixel)
    {
        int place = Math.Clamp(halfPixel ? (2 * output) + 1 - factor : 2 * output, 0, 2 * factor * (row.Length - 1));
        int left = place / (2 * factor), rest = place % (2 * factor);
        row[left] += (2 * factor) - rest;
        row[Math.Min(left + 1, row.Length - 1)] += rest;
    }

    private delegate void RowFiller(Span<int> row, int output);

    private static int[] Matrix(int size, int factor, RowFiller fill)
    {
        int[] matrix = new int[size * factor * size];
        for (int o = 0; o < size * factor; o++)
        {
            fill(matrix.AsSpan(o * size, size), o);
        }

        return matrix;
    }

    private static int Factor(ImportContext context, OnnxNode node, GraphValue x, int axis)
    {
        bool bySizes = node.HasInput(3);
        int size = x.Dimensions[axis];
        double factor;
        if (bySizes)
        {
            long[] sizes = context.Integers(node, 3);
            node.Require(sizes.Length == 4, "its sizes do not fit its input.");
            factor = (double)sizes[axis] / size;
        }
        else
        {
            float[] scales = context.Floats(node, node.Opset < 11 ? 1 : 2);
            node.Require(scales.Length == 4, "its scales do not fit its input.");
            factor = scales[axis];
        }

        node.Require(factor >= 1 && factor == Math.Floor(factor) && factor * size <= MaxSide || factor == 1, "only whole factors that enlarge are supported.");
        return (int)factor;
    }
}
