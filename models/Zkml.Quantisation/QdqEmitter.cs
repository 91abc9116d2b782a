using System.Collections.Immutable;
using Zkml.Networks;
using Zkml.Onnx;
using Zkml.Onnx.Schema;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Quantisation;

/// <summary>Writes the folded steps with QuantizeLinear and DequantizeLinear after everything that computes.</summary>
internal sealed class QdqEmitter(ObservedModel model, Folding folding, Dictionary<string, ActivationScale> scales)
{
    /// <summary>These only move or select numbers: what goes in on a grid comes out on it.</summary>
    private static readonly HashSet<string> Moves =
        ["Reshape", "Flatten", "Transpose", "Squeeze", "Unsqueeze", "Slice", "Split", "Gather", "Pad", "MaxPool"];

    private readonly GraphWriter _writer = new((int)Math.Max(13, model.Graph.Opset));
    private readonly Dictionary<string, string> _dequantised = [];
    private readonly Dictionary<string, ActivationScale> _scales = [];
    private readonly HashSet<string> _constants = [];

    /// <summary>The values that are quantised.</summary>
    public static IReadOnlyCollection<string> PointsOf(ObservedModel model, Folding folding) =>
        [model.Graph.InputName, .. folding.Steps.Where(s => !Moves.Contains(s.Node.OpType)).Select(s => s.Output)];

    public byte[] Emit()
    {
        _writer.Input(model.Graph.InputName, DataType.Float, model.Graph.InputDimensions.AsSpan());
        Quantise(model.Graph.InputName, model.Graph.InputName);
        foreach (FloatStep step in folding.Steps)
        {
            if (step is LinearStep linear)
            {
                Quantise(step.Output, Clamped(linear, Linear(linear)));
            }
            else if (Moves.Contains(step.Node.OpType))
            {
                Move(step);
            }
            else
            {
                Quantise(step.Output, Clamped(step, Plain(step)));
            }
        }

        string output = _writer.Node("Identity", model.Graph.OutputName, [_dequantised[folding.OutputName]]);
        _writer.Output(output, DataType.Float, model.Dimensions[folding.OutputName].AsSpan());
        return _writer.ToBytes();
    }

    private void Quantise(string name, string value)
    {
        ActivationScale scale = scales[name];
        string unit = _writer.Floats($"{name}_scale", [scale.Unit]), zero = _writer.Bytes($"{name}_zero", [scale.ZeroPoint]);
        string q = _writer.Node("QuantizeLinear", $"{name}_q", [value, unit, zero]);
        _dequantised[name] = _writer.Node("DequantizeLinear", $"{name}_dq", [q, unit, zero]);
        _scales[name] = scale;
    }

    private string Linear(LinearStep step)
    {
        string name = step.Node.Output[0];
        ActivationScale input = _scales[step.Input];
        QuantisedWeights weights = QuantisedWeights.Of(step, input);
        AttributeProto axis = GraphWriter.Attribute("axis", 0L);
        int count = step.Outputs;
        string w = _writer.SignedBytes($"{name}_weights", weights.Weights, step.WeightDimensions);
        string wdq = _writer.Node("DequantizeLinear", $"{name}_weights_dq",
            [w, _writer.Floats($"{name}_weights_scale", weights.Scales, count), _writer.SignedBytes($"{name}_weights_zero", new sbyte[count], count)], axis);
        string b = _writer.Integers($"{name}_bias", weights.Bias, count);
        float[] units = Array.ConvertAll(weights.Scales, s => s * input.Unit);
        string bdq = _writer.Node("DequantizeLinear", $"{name}_bias_dq",
            [b, _writer.Floats($"{name}_bias_scale", units, count), _writer.Integers($"{name}_bias_zero", new int[count], count)], axis);
        return step.IsConvolution
            ? _writer.Node("Conv", $"{name}_sum", [_dequantised[step.Input], wdq, bdq], [.. step.Node.Attribute])
            : Dense(step, wdq, bdq);
    }

    /// <summary>Gemm takes rows; MatMul may have more dimensions before them, or none.</summary>
    private string Dense(LinearStep step, string weights, string bias)
    {
        string name = step.Node.Output[0];
        ImmutableArray<int> dimensions = model.Dimensions[name];
        AttributeProto transposed = GraphWriter.Attribute("transB", 1L);
        if (dimensions.Length == 2)
        {
            return _writer.Node("Gemm", $"{name}_sum", [_dequantised[step.Input], weights, bias], transposed);
        }

        string rows = _writer.Node("Reshape", $"{name}_rows", [_dequantised[step.Input], _writer.Longs($"{name}_rows_shape", [-1, step.Terms], 2)]);
        string sum = _writer.Node("Gemm", $"{name}_rows_sum", [rows, weights, bias], transposed);
        long[] shape = [.. dimensions.Select(d => (long)d)];
        return _writer.Node("Reshape", $"{name}_sum", [sum, _writer.Longs($"{name}_sum_shape", shape, shape.Length)]);
    }

    private string Clamped(FloatStep step, string value)
    {
        if (step.Clamp is not { } clamp)
        {
            return value;
        }

        (float low, float high) = Bounds(clamp);
        if (clamp.OpType == "Relu")
        {
            return _writer.Node("Relu", $"{step.Output}_clamped", [value]);
        }

        string min = _writer.Floats($"{step.Output}_min", [low]), max = _writer.Floats($"{step.Output}_max", [high]);
        return _writer.Node("Clip", $"{step.Output}_clamped", [value, min, max]);
    }

    /// <summary>Clip kept its bounds in attributes until version 11; the file is written in the newer form.</summary>
    private (float Low, float High) Bounds(NodeProto clamp)
    {
        float At(int index, string attribute, float otherwise) =>
            clamp.Input.Count > index && clamp.Input[index].Length > 0
                ? model.ConstantOf(clamp.Input[index])?.Floats?[0] ?? throw new ModelProblemException($"Node '{clamp.Name}' (Clip): its bounds must be constant.")
                : clamp.Attribute.FirstOrDefault(a => a.Name == attribute)?.F ?? otherwise;
        return (At(1, "min", float.MinValue), At(2, "max", float.MaxValue));
    }

    private string Plain(FloatStep step)
    {
        string name = step.Node.Output[0];
        if (step.Node.OpType == "Clip")
        {
            (float low, float high) = Bounds(step.Node);
            return _writer.Node("Clip", $"{name}_float",
                [InputName(step.Node.Input[0]), _writer.Floats($"{name}_min", [low]), _writer.Floats($"{name}_max", [high])]);
        }

        NodeProto node = Copy(step.Node);
        node.Output.Add($"{name}_float");
        _writer.Add(node);
        return node.Output[0];
    }

    private NodeProto Copy(NodeProto original)
    {
        NodeProto node = Modern.Form(original, model.Graph.Opset, _writer);
        var copy = new NodeProto { OpType = node.OpType, Name = $"{original.Output[0]}_{node.OpType}", Attribute = { node.Attribute } };
        copy.Input.Add(node.Input.Select(name => original.Input.Contains(name) ? InputName(name) : name));
        return copy;
    }

    private void Move(FloatStep step)
    {
        NodeProto node = Copy(step.Node);
        foreach (string output in step.Node.Output.Where(o => o.Length > 0))
        {
            node.Output.Add($"{output}_moved");
            _dequantised[output] = $"{output}_moved";
            _scales[output] = _scales[step.Input];
        }

        _writer.Add(node);
    }

    /// <summary>The dequantised value, or the constant written once under its own name.</summary>
    private string InputName(string name)
    {
        if (name.Length == 0 || _dequantised.TryGetValue(folding.NameOf(name), out _))
        {
            return name.Length == 0 ? name : _dequantised[folding.NameOf(name)];
        }

        OnnxConstant constant = model.ConstantOf(name) ?? throw new ModelProblemException($"The value '{name}' cannot be quantised.");
        if (_constants.Add(name))
        {
            ImmutableArray<int> dimensions = constant.Dimensions;
            _ = constant.Floats is { } floats ? _writer.Floats(name, floats, dimensions.AsSpan()) : _writer.Longs(name, constant.Integers!, dimensions.AsSpan());
        }

        return name;
    }
}
