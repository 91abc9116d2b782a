using System.Collections.Immutable;
using Zkml.Networks;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Onnx;

/// <summary>
/// Gemm, MatMul and their integer forms: a vector, or rows of vectors, times a constant matrix. The numbers of a row become channels of a 1 × 1
/// convolution, so that every output column can have its own scale.
/// </summary>
internal static class MatrixOperators
{
    public static GraphValue Gemm(ImportContext context, OnnxNode node)
    {
        RealValue x = context.SettledReal(node, 0);
        node.Require(x.Dimensions.Length == 2, "its input must have two dimensions.");
        node.Require(node.Integer("transA", 0) == 0 || x.Dimensions.All(d => d == 1), "transA is not supported.");
        OnnxConstant matrix = context.Constant(node, 1);
        float[] b = matrix.Floats ?? throw node.Problem("its matrix must be of type float.");
        node.Require(matrix.Dimensions.Length == 2, "its matrix must have two dimensions.");
        bool transposed = node.Integer("transB", 0) != 0;
        float alpha = node.Float("alpha", 1), beta = node.Float("beta", 1);
        node.Require(FixedPoint.IsPowerOfTwo(alpha, out _) && FixedPoint.IsPowerOfTwo(beta, out _), "alpha and beta must be powers of two.");
        (int rows, int columns) = transposed ? (matrix.Dimensions[1], matrix.Dimensions[0]) : (matrix.Dimensions[0], matrix.Dimensions[1]);
        float[] weights = transposed ? [.. b] : Transposed(b, rows, columns);
        for (int k = 0; k < weights.Length; k++)
        {
            weights[k] *= alpha;
        }

        float[]? bias = node.HasInput(2) ? Bias(context, node, columns, beta) : null;
        return Real(context, node, x, (weights, bias, rows, columns));
    }

    public static GraphValue MatMul(ImportContext context, OnnxNode node)
    {
        RealValue x = context.SettledReal(node, 0);
        node.Require(context.Input(node, 1) is ConstantValue, "only products with a constant matrix on the right are supported.");
        OnnxConstant matrix = context.Constant(node, 1);
        float[] b = matrix.Floats ?? throw node.Problem("its matrix must be of type float.");
        (int rows, int columns) = MatrixShape(node, matrix);
        return Real(context, node, x, (Transposed(b, rows, columns), null, rows, columns));
    }

    public static GraphValue MatMulInteger(ImportContext context, OnnxNode node)
    {
        IntegerValue x = QuantiseOperators.Recentred(context, node, context.Integer(node, 0), (int)QuantiseOperators.ScalarOrZero(context, node, 2));
        (int tensor, ImmutableArray<int> dimensions) = Integer(context, node, x, (1, 3));
        return new IntegerValue(FromColumns(context, node, (tensor, dimensions)), dimensions, DataType.Int32, 0);
    }

    public static GraphValue QLinearMatMul(ImportContext context, OnnxNode node)
    {
        IntegerValue x = QuantiseOperators.Recentred(context, node, context.Integer(node, 0), (int)QuantiseOperators.ScalarOrZero(context, node, 2));
        (int tensor, ImmutableArray<int> dimensions) = Integer(context, node, x, (3, 5));
        IntegerValue y = IntegerConstants.Requantised(context, node, (tensor, dimensions), new QLinearInputs(1, 4, 6, 7));
        return y with { Tensor = FromColumns(context, node, (y.Tensor, dimensions)) };
    }

    private static RealValue Real(ImportContext context, OnnxNode node, RealValue x, (float[] Weights, float[]? Bias, int Rows, int Columns) m)
    {
        ImmutableArray<int> dimensions = OutputDimensions(node, x.Dimensions, m.Rows, m.Columns);
        var constants = LinearConstants.From(node, m.Weights, m.Bias, m.Columns, (x.Exponents[0], context.TensorOf(x).Interval.MaxMagnitude));
        int columns = ToColumns(context, node, x.Tensor, x.Dimensions);
        int sums = context.Builder.Convolution(node.Name, columns, new Window(1, 1), 1, constants.Weights, constants.Bias);
        var result = new RealValue(sums, dimensions, constants.Exponents);
        if (RowsOf(dimensions) > 1 || Shapes.Of(dimensions).Channels != m.Columns)
        {
            // Back in rows the outputs are no longer channels: they need one exponent.
            result = context.Uniform(node, result);
            result = result with { Tensor = FromColumns(context, node, (result.Tensor, dimensions)) };
        }

        return result;
    }

    private static (int Tensor, ImmutableArray<int> Dimensions) Integer(ImportContext context, OnnxNode node, IntegerValue x, (int Matrix, int Zeros) at)
    {
        node.Require(IntegerTypes.IsEightBits(x.Type), "its input must be of type int8 or uint8.");
        OnnxConstant matrix = context.Constant(node, at.Matrix);
        (int rows, int columns) = MatrixShape(node, matrix);
        node.Require(matrix.Integers is not null, "its matrix must be of an integer type.");
        int[] order = new int[matrix.Count];
        for (int k = 0; k < order.Length; k++)
        {
            order[k] = (k % rows * columns) + (k / rows);
        }

        OnnxConstant transposed = matrix.Rearranged([columns, rows], order, 0);
        ImmutableArray<short> weights = IntegerConstants.Weights(context, node, transposed, IntegerConstants.OptionalZeros(context, node, at.Zeros));
        ImmutableArray<int> dimensions = OutputDimensions(node, x.Dimensions, rows, columns);
        int input = ToColumns(context, node, x.Tensor, x.Dimensions);
        return (context.Builder.Convolution(node.Name, input, new Window(1, 1), 1, weights, [.. new int[columns]]), dimensions);
    }

    private static (int Rows, int Columns) MatrixShape(OnnxNode node, OnnxConstant matrix)
    {
        node.Require(matrix.Dimensions.Length == 2, "its matrix must have two dimensions.");
        return (matrix.Dimensions[0], matrix.Dimensions[1]);
    }

    private static ImmutableArray<int> OutputDimensions(OnnxNode node, ImmutableArray<int> input, int rows, int columns)
    {
        node.Require(input.Length > 0 && input[^1] == rows && columns > 0, $"its input does not end with the {rows} rows of its matrix.");
        return [.. input[..^1], columns];
    }

    private static int RowsOf(ImmutableArray<int> dimensions)
    {
        int rows = 1;
        foreach (int d in dimensions[..^1])
        {
            rows *= d;
        }

        return rows;
    }

    /// <summary>M rows of K numbers become K channels of M places.</summary>
    private static int ToColumns(ImportContext context, OnnxNode node, int tensor, ImmutableArray<int> dimensions) =>
        Transpose(context, node, tensor, (RowsOf(dimensions), dimensions[^1]), new TensorShape(dimensions[^1], 1, RowsOf(dimensions)));

    private static int FromColumns(ImportContext context, OnnxNode node, (int Tensor, ImmutableArray<int> Dimensions) sums) =>
        Transpose(context, node, sums.Tensor, (sums.Dimensions[^1], RowsOf(sums.Dimensions)), Shapes.Of(sums.Dimensions));

    /// <summary>A matrix of the stored numbers, transposed; with one row or column the order stays and only the shape changes.</summary>
    private static int Transpose(ImportContext context, OnnxNode node, int tensor, (int Rows, int Columns) m, TensorShape shape)
    {
        if (m.Rows == 1 || m.Columns == 1)
        {
            return context.Builder.Tensors[tensor].Shape == shape ? tensor : context.Builder.Reshape(node.Name, tensor, shape);
        }

        context.Spend(node, (long)m.Rows * m.Columns);
        int[] map = new int[m.Rows * m.Columns];
        for (int k = 0; k < map.Length; k++)
        {
            map[k] = (k % m.Rows * m.Columns) + (k / m.Rows);
        }

        return context.Builder.Rearrange(node.Name, tensor, shape, [.. map], 0);
    }

    private static float[] Bias(ImportContext context, OnnxNode node, int columns, float beta)
    {
        OnnxConstant constant = context.Constant(node, 2);
        float[] given = context.Floats(node, 2);
        ImmutableArray<int> d = constant.Dimensions;
        bool isRow = d.Length == 0 || (d.Length <= 2 && (d[^1] == columns || d[^1] == 1) && given.Length == d[^1]);
        node.Require(isRow, "its bias must have one number for each column.");
        float[] bias = new float[columns];
        for (int k = 0; k < columns; k++)
        {
            bias[k] = given[given.Length == 1 ? 0 : k] * beta;
        }

        return bias;
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
