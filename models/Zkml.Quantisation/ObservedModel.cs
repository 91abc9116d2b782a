using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;
using Zkml.Networks;
using Zkml.Onnx;
using Zkml.Onnx.Schema;
using Zkml.Runtime;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Quantisation;

/// <summary>
/// A float model in the runtime with every value of every node visible. Values that do not depend on the input (weights worked out by nodes, shapes)
/// become constants by running the model once.
/// </summary>
internal sealed class ObservedModel : IDisposable
{
    private readonly OnnxSession _session;
    private readonly string[] _names;

    private ObservedModel(OnnxGraph graph, ModelProto model, OnnxSession session, string[] names)
    {
        (Graph, Model, _session, _names) = (graph, model, session, names);
        Dependent = DependentValues(graph);
    }

    public OnnxGraph Graph { get; }

    public ModelProto Model { get; }

    /// <summary>Names of the values that depend on the input.</summary>
    public HashSet<string> Dependent { get; }

    public Dictionary<string, OnnxConstant> Constants { get; } = [];

    public Dictionary<string, ImmutableArray<int>> Dimensions { get; } = [];

    /// <summary>Throws <see cref="ModelProblemException"/> with one sentence when the model cannot be observed.</summary>
    public static ObservedModel Open(byte[] file)
    {
        if (!OnnxFile.TryRead(file, out ModelProto model, out string problem))
        {
            throw new ModelProblemException(problem);
        }

        OnnxGraph graph = OnnxGraph.From(model);
        if (!DependentValues(graph).Contains(graph.OutputName))
        {
            throw new ModelProblemException($"The output '{graph.OutputName}' does not depend on the input.");
        }

        if (graph.InputType != (int)DataType.Float)
        {
            throw new ModelProblemException($"The input '{graph.InputName}' is not of type float: the quantiser starts from a float model.");
        }

        ModelProto observed = model.Clone();
        SetDimensions(observed, graph);
        string[] names = [.. graph.Nodes.SelectMany(n => n.Outputs).Where(n => n.Length > 0 && n != graph.OutputName)];
        observed.Graph.Output.Add(names.Select(n => new ValueInfoProto { Name = n }));
        return OnnxSession.TryOpen(OnnxFile.Write(observed), optimised: false, out OnnxSession? session, out problem)
            ? new ObservedModel(graph, model, session!, [graph.OutputName, .. names])
            : throw new ModelProblemException(problem);
    }

    /// <summary>All values of nodes for one input; the first run also fills constants and dimensions.</summary>
    public Dictionary<string, RuntimeTensor> Run(float[] input)
    {
        ImmutableArray<RuntimeTensor> outputs = Outputs(input);
        var values = new Dictionary<string, RuntimeTensor> { [Graph.InputName] = RuntimeTensor.Of(input, Graph.InputDimensions.AsSpan()) };
        for (int k = 0; k < _names.Length; k++)
        {
            values[_names[k]] = outputs[k];
        }

        if (Dimensions.Count == 0)
        {
            Learn(values);
        }

        return values;
    }

    public OnnxConstant? ConstantOf(string name) =>
        Graph.Constants.GetValueOrDefault(name) ?? Constants.GetValueOrDefault(name);

    public void Dispose() => _session.Dispose();

    /// <summary>Some faults of a model the runtime finds only when it runs: shapes that do not go together, or more memory than there is.</summary>
    private ImmutableArray<RuntimeTensor> Outputs(float[] input)
    {
        try
        {
            return _session.Run(new Dictionary<string, RuntimeTensor> { [Graph.InputName] = RuntimeTensor.Of(input, Graph.InputDimensions.AsSpan()) });
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelProblemException($"ONNX Runtime cannot run the model: {exception.Message}", exception);
        }
    }

    private void Learn(Dictionary<string, RuntimeTensor> values)
    {
        foreach ((string name, RuntimeTensor tensor) in values)
        {
            Dimensions[name] = tensor.Dimensions;
            if (!Dependent.Contains(name))
            {
                Constants[name] = tensor.Data is float[] floats
                    ? new OnnxConstant(tensor.Dimensions, floats)
                    : new OnnxConstant(tensor.Dimensions, Array.ConvertAll(tensor.ToIntegers(), v => (long)v), DataType.Int64);
            }
        }
    }

    /// <summary>Shapes are fixed, so what is worked out from a shape is constant.</summary>
    private static HashSet<string> DependentValues(OnnxGraph graph)
    {
        var dependent = new HashSet<string> { graph.InputName };
        foreach (OnnxNode node in graph.Nodes)
        {
            if (node.Operator != "Shape" && node.Inputs.Any(dependent.Contains))
            {
                dependent.UnionWith(node.Outputs);
            }
        }

        return dependent;
    }

    private static void SetDimensions(ModelProto model, OnnxGraph graph)
    {
        foreach (ValueInfoProto input in model.Graph.Input.Where(i => i.Name == graph.InputName))
        {
            var shape = new TensorShapeProto();
            shape.Dim.Add(graph.InputDimensions.Select(d => new TensorShapeProto.Types.Dimension { DimValue = d }));
            input.Type.TensorType.Shape = shape;
        }

        foreach (ValueInfoProto output in model.Graph.Output)
        {
            output.Type.TensorType.Shape = null;
        }
    }
}
