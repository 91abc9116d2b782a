using System.Collections.Immutable;
using Zkml.Onnx;
using Zkml.Onnx.Schema;

namespace Zkml.Quantisation;

/// <summary>
/// Folds a float model into few steps: batch normalisation and constants into the weights before them, ReLU and Clip into the step before them; nodes
/// that do nothing disappear, and so does quantisation with scales of the model's own, which float sums do not make exact. A value with several readers is left as it is.
/// </summary>
internal sealed class Folding
{
    private readonly ObservedModel _model;
    private readonly Dictionary<string, int> _readers = [];
    private readonly Dictionary<string, FloatStep> _open = [];
    private readonly Dictionary<string, string> _renamed = [];
    private readonly List<FloatStep> _steps = [];

    private Folding(ObservedModel model)
    {
        _model = model;
        foreach (string input in model.Graph.Nodes.SelectMany(n => n.Inputs))
        {
            _readers[input] = _readers.GetValueOrDefault(input) + 1;
        }
    }

    /// <summary>What was left out, told to the user.</summary>
    public List<string> Notes { get; } = [];

    public IReadOnlyList<FloatStep> Steps => _steps;

    /// <summary>The last value: the output, or what stood before a final softmax.</summary>
    public string OutputName { get; private set; } = string.Empty;

    public static Folding Of(ObservedModel model)
    {
        var folding = new Folding(model);
        for (int k = 0; k < model.Graph.Nodes.Length; k++)
        {
            if (model.Graph.Nodes[k].Inputs.Any(model.Dependent.Contains) && model.Dependent.Contains(model.Graph.Nodes[k].Outputs[0]))
            {
                folding.Add(model.Graph.Nodes[k], model.Model.Graph.Node[k]);
            }
        }

        folding.OutputName = folding.NameOf(model.Graph.OutputName);
        return folding;
    }

    public string NameOf(string name) => _renamed.GetValueOrDefault(name, name);

    private void Add(OnnxNode node, NodeProto proto)
    {
        string input = NameOf(node.Inputs.First(_model.Dependent.Contains));
        if (node.Operator is "Identity" or "Dropout" or "QuantizeLinear" or "DequantizeLinear")
        {
            if (node.Operator == "QuantizeLinear" && Notes.Count == 0)
            {
                Notes.Add("The model was quantised already; its activations get scales that are powers of two instead of its own.");
            }

            _renamed[node.Outputs[0]] = input;
        }
        else if (node.Operator is "Softmax" && node.Outputs[0] == _model.Graph.OutputName)
        {
            Notes.Add($"The softmax '{node.Name}' at the end is left out: scores rank alike, and exponentials are no integers.");
            _renamed[node.Outputs[0]] = input;
        }
        else if (!TryFold(node, proto, input))
        {
            FloatStep step = LinearSteps.TryRead(_model, node, proto, input) ?? new FloatStep(proto, input);
            _steps.Add(step);
            _open[step.Output] = step;
        }
    }

    private bool TryFold(OnnxNode node, NodeProto proto, string input)
    {
        bool only = _readers.GetValueOrDefault(node.Inputs.First(_model.Dependent.Contains)) == 1 && input != _model.Graph.OutputName;
        if (!only || !_open.TryGetValue(input, out FloatStep? before) || before.Clamp is not null)
        {
            return false;
        }

        bool folded = node.Operator switch
        {
            "Relu" or "Clip" => IsArithmetic(before) && SetClamp(before, proto),
            "BatchNormalization" => before is LinearStep linear && FoldNormalisation(linear, node),
            "Add" or "Sub" or "Mul" => before is LinearStep linear && FoldConstant(linear, node),
            _ => false,
        };
        if (folded)
        {
            _open.Remove(before.Output);
            before.Output = node.Outputs[0];
            _open[before.Output] = before;
        }

        return folded;
    }

    /// <summary>Steps whose result is quantised anyway: their clamp costs nothing.</summary>
    private static bool IsArithmetic(FloatStep step) => step is LinearStep || step.Node.OpType is "Add" or "Sub";

    private static bool SetClamp(FloatStep step, NodeProto clamp)
    {
        step.Clamp = clamp;
        return true;
    }

    private bool FoldNormalisation(LinearStep linear, OnnxNode node)
    {
        float[][] constants = [.. Enumerable.Range(1, 4).Select(k => _model.ConstantOf(node.Inputs[k])?.Floats ?? [])];
        if (constants.Any(c => c.Length != linear.Outputs) || linear.OutputAxis(_model.Dimensions[linear.Output].Length) != 1)
        {
            return false;
        }

        float epsilon = node.Float("epsilon", 1e-5f);
        float[] factors = [.. Enumerable.Range(0, linear.Outputs).Select(o => (float)(constants[0][o] / Math.Sqrt(constants[3][o] + (double)epsilon)))];
        float[] addends = [.. Enumerable.Range(0, linear.Outputs).Select(o => constants[1][o] - (constants[2][o] * factors[o]))];
        linear.Scale(factors, addends);
        return true;
    }

    /// <summary>One number, or one for each output; null when the constant is neither, or makes the result larger.</summary>
    private float[]? PerOutput(LinearStep linear, OnnxConstant constant, ImmutableArray<int> dimensions)
    {
        int axis = linear.OutputAxis(dimensions.Length) - dimensions.Length + constant.Dimensions.Length;
        bool each = axis >= 0 && constant.Dimensions[axis] == linear.Outputs && constant.Count == linear.Outputs;
        return _model.Dimensions[linear.Output].SequenceEqual(dimensions) && (constant.Count == 1 || each) ? constant.Floats : null;
    }

    private bool FoldConstant(LinearStep linear, OnnxNode node)
    {
        int at = _model.Dependent.Contains(node.Inputs[0]) ? 1 : 0;
        if (_model.ConstantOf(node.Inputs[at]) is not { } constant || (node.Operator == "Sub" && at == 0)
            || PerOutput(linear, constant, _model.Dimensions[node.Outputs[0]]) is not { } values)
        {
            return false;
        }

        linear.Scale(node.Operator == "Mul" ? values : [1f], node.Operator switch
        {
            "Add" => values,
            "Sub" => Array.ConvertAll(values, v => -v),
            _ => [0f],
        });
        return true;
    }
}
