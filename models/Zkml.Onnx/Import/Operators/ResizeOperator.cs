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

    /// <summary>
    /// Weights are integers over a denominator, exact in float32 when it is a power of two. Otherwise the runtime rounds, and a quantised result is exact
    /// where none can lie at a tie: for odd factors that is so whenever the scale does not become coarser.
    /// </summary>
    private static RealValue Linear(ImportContext context, OnnxNode node, (int Y, int X) f, bool halfPixel)
    {
        RealValue x = context.Settle(node, context.Real(node, 0));
        NetworkTensor source = context.TensorOf(x);
        TensorShape shape = source.Shape;
        (int Y, int X) units = (Units(f.Y, halfPixel), Units(f.X, halfPixel));
        int[] rows = Matrix(shape.Height, f.Y, (row, o) => Between(row, (o, f.Y, halfPixel), units.Y)), columns = Matrix(shape.Width, f.X, (row, o) => Between(row, (o, f.X, halfPixel), units.X));
        int tensor = context.Builder.SpatialMap(node.Name, x.Tensor, [.. rows], [.. columns]);
        ImportContext.RequireExactInFloat(node, context.Builder.Tensors[tensor].Interval.MaxMagnitude);
        RealValue sums = x with { Tensor = tensor, Dimensions = [1, shape.Channels, shape.Height * f.Y, shape.Width * f.X] };
        int denominator = units.Y * units.X;
        return BitOperations.IsPow2(denominator)
            ? sums with { Exponents = [.. x.Exponents.Select(e => e - BitOperations.Log2((uint)denominator))] }
            : sums with { Pending = Rounded(x, denominator, source.Interval.MaxMagnitude * Error(shape)) };
    }

    /// <summary>sum / denominator, as far as the runtime's own rounding leaves it open.</summary>
    /// <param name="x">Before the sum: its exponents are the unit of <paramref name="error"/>.</param>
    /// <param name="denominator">Of the weights.</param>
    /// <param name="error">Of the result, both ways.</param>
    private static PendingFunction Rounded(RealValue x, int denominator, double error)
    {
        FloatRange Apply(int channel, FloatRange sum)
        {
            double width = Math.ScaleB(error, x.ExponentOf(channel));
            return new FloatRange(
                MathF.BitDecrement((float)((sum.Low / (double)denominator) - width)), MathF.BitIncrement((float)((sum.High / (double)denominator) + width)));
        }

        return new PendingFunction(Apply, IsMonotone: true, IsPerChannel: !x.IsUniform);
    }

    /// <summary>
    /// The runtime's error in parts of its largest input, u = 2^-24: a place on an axis of n inputs comes from three roundings of numbers below n,
    /// so that each of the two weights along it is off by at most (3n + 1)·u; twelve more roundings are those of products and sums. Doubled.
    /// </summary>
    private static double Error(TensorShape shape) => Math.ScaleB(2 * ((2 * ((3 * (shape.Height + shape.Width)) + 2)) + 12), -24);

    /// <summary>Places are multiples of 1/f, and half-pixel ones of an even factor lie between those.</summary>
    private static int Units(int factor, bool halfPixel) => halfPixel && int.IsEvenInteger(factor) ? 2 * factor : factor;

    /// <summary>
    /// Output o lies at (o + ½)/f − ½ of the input with half-pixel centres, else at o/f, here in units of it; places before the first and after the last
    /// show these.
    /// </summary>
    private static void Between(Span<int> row, (int Output, int Factor, bool HalfPixel) at, int units)
    {
        int twice = at.HalfPixel ? (2 * at.Output) + 1 - at.Factor : 2 * at.Output;
        int place = Math.Clamp(twice * units / (2 * at.Factor), 0, units * (row.Length - 1));
        int left = place / units, rest = place % units;
        row[left] += units - rest;
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
