namespace Zkml.Onnx;

/// <summary>Which operators are known, and by what they are read.</summary>
internal static class OperatorTable
{
    /// <summary>The only one with several outputs.</summary>
    private const string Split = "Split";

    private static readonly Dictionary<string, Func<ImportContext, OnnxNode, GraphValue>> Readers = new()
    {
        ["QuantizeLinear"] = QuantiseOperators.QuantizeLinear,
        ["DequantizeLinear"] = QuantiseOperators.DequantizeLinear,
        ["Cast"] = QuantiseOperators.Cast,
        ["Conv"] = ConvolutionOperators.Conv,
        ["ConvInteger"] = ConvolutionOperators.ConvInteger,
        ["QLinearConv"] = ConvolutionOperators.QLinearConv,
        ["Gemm"] = MatrixOperators.Gemm,
        ["MatMul"] = MatrixOperators.MatMul,
        ["MatMulInteger"] = MatrixOperators.MatMulInteger,
        ["QLinearMatMul"] = MatrixOperators.QLinearMatMul,
        ["Add"] = ArithmeticOperators.Add,
        ["Sub"] = ArithmeticOperators.Sub,
        ["Mul"] = ArithmeticOperators.Mul,
        ["Div"] = ArithmeticOperators.Div,
        ["Relu"] = ActivationOperators.Relu,
        ["Clip"] = ActivationOperators.Clip,
        ["LeakyRelu"] = ActivationOperators.LeakyRelu,
        ["PRelu"] = ActivationOperators.PRelu,
        ["HardSigmoid"] = ActivationOperators.HardSigmoid,
        ["HardSwish"] = ActivationOperators.HardSwish,
        ["Sigmoid"] = ActivationOperators.Sigmoid,
        ["Tanh"] = ActivationOperators.Tanh,
        ["BatchNormalization"] = ActivationOperators.BatchNormalization,
        ["MaxPool"] = PoolingOperators.MaxPool,
        ["AveragePool"] = PoolingOperators.AveragePool,
        ["GlobalAveragePool"] = PoolingOperators.GlobalAveragePool,
        ["ReduceMean"] = PoolingOperators.ReduceMean,
        ["Reshape"] = ShapeOperators.Reshape,
        ["Flatten"] = ShapeOperators.Flatten,
        ["Squeeze"] = ShapeOperators.Squeeze,
        ["Unsqueeze"] = ShapeOperators.Unsqueeze,
        ["Identity"] = ShapeOperators.Identity,
        ["Dropout"] = ShapeOperators.Dropout,
        ["Constant"] = ShapeOperators.Constant,
        ["ConstantOfShape"] = ShapeOperators.ConstantOfShape,
        ["Shape"] = ShapeOperators.Shape,
        ["Transpose"] = MoveOperators.Transpose,
        ["Slice"] = MoveOperators.Slice,
        ["Gather"] = MoveOperators.Gather,
        ["Pad"] = MoveOperators.Pad,
        ["Concat"] = ConcatOperator.Concat,
        ["Resize"] = ResizeOperator.Resize,
    };

    /// <summary>Units of 2^±100 times numbers of 24 bits stay within float32's normal range.</summary>
    private const int MaxExponent = 100;

    /// <summary>Why some well-known operators cannot be exact.</summary>
    private static readonly Dictionary<string, string> Refusals = new()
    {
        ["Softmax"] = "the runtime's exponentials are no function of integers that every machine computes alike; end the model before it: scores rank alike.",
        ["LayerNormalization"] = "it divides by a root of the data, in float arithmetic that differs between machines.",
        ["LpNormalization"] = "it divides by a root of the data; compare integer embeddings by their cosine instead.",
    };

    public static IReadOnlyCollection<string> Names => [.. Readers.Keys, Split];

    public static void Read(ImportContext context, OnnxNode node)
    {
        if (node.Operator == Split)
        {
            int at = 0;
            foreach (GraphValue part in MoveOperators.Split(context, node))
            {
                context.Set(node.Outputs[at++], part);
            }
        }
        else
        {
            Func<ImportContext, OnnxNode, GraphValue> reader = Readers.TryGetValue(node.Operator, out Func<ImportContext, OnnxNode, GraphValue>? known)
                ? known
                : throw node.Problem(Refusals.GetValueOrDefault(node.Operator, "this operator is not supported."));
            GraphValue value = reader(context, node);
            node.Require(value is not RealValue real || real.Exponents.All(e => Math.Abs(e) <= MaxExponent), "its scale is too large or too small.");
            context.Set(node.Outputs[0], value);
        }

        node.RequireAllAsked();
    }
}
