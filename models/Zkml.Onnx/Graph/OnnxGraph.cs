using System.Collections.Immutable;
using Zkml.Networks;
using Zkml.Onnx.Schema;

namespace Zkml.Onnx;

/// <summary>
/// The checked form of a model's graph: one input, one output, initialisers, and nodes in an order in which every node reads only what stands before
/// it. A leading dimension that the file leaves open is the batch and becomes 1; any other open dimension is refused.
/// </summary>
public sealed class OnnxGraph
{
    private const int MaxNodes = 1 << 16;
    private const long FirstOpset = 7, LastOpset = 24;

    private OnnxGraph(ModelProto model)
    {
        Opset = OpsetOf(model);
        GraphProto graph = model.Graph;
        CheckNames(graph);
        Require(graph.Node.Count is > 0 and <= MaxNodes, $"The graph has {graph.Node.Count} nodes; 1 to {MaxNodes} are supported.");
        foreach (TensorProto tensor in graph.Initializer)
        {
            Require(tensor.Name.Length > 0 && Constants.TryAdd(tensor.Name, ConstantReader.Read(tensor, tensor.Name)),
                $"Two initialisers are called '{tensor.Name}', or one has no name.");
        }

        // Until IR version 3 initialisers were listed among the inputs too.
        ValueInfoProto[] inputs = [.. graph.Input.Where(i => !Constants.ContainsKey(i.Name))];
        Require(inputs.Length == 1, $"The graph has {inputs.Length} inputs; exactly one is supported.");
        Require(graph.Output.Count == 1, $"The graph has {graph.Output.Count} outputs; exactly one is supported.");
        InputName = inputs[0].Name;
        InputType = inputs[0].Type?.TensorType?.ElemType ?? 0;
        InputDimensions = DimensionsOf(inputs[0]);
        OutputName = graph.Output[0].Name;
        Nodes = [.. graph.Node.Select((n, i) => new OnnxNode(n, i, Opset))];
        CheckDomains(graph);
        CheckOrder();
    }

    public long Opset { get; }

    public Dictionary<string, OnnxConstant> Constants { get; } = [];

    public string InputName { get; }

    public int InputType { get; }

    public ImmutableArray<int> InputDimensions { get; }

    public string OutputName { get; }

    public ImmutableArray<OnnxNode> Nodes { get; }

    /// <summary>Throws <see cref="ModelProblemException"/> with one sentence.</summary>
    public static OnnxGraph From(ModelProto model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new OnnxGraph(model);
    }

    private static long OpsetOf(ModelProto model)
    {
        OperatorSetIdProto[] sets = [.. model.OpsetImport.Where(o => IsDefault(o.Domain))];
        Require(sets.Length == 1, "The model does not say which version of the ONNX operators it uses.");
        long version = sets[0].Version;
        Require(version is >= FirstOpset and <= LastOpset, $"The model uses version {version} of the ONNX operators; {FirstOpset} to {LastOpset} are supported.");
        return version;
    }

    private static bool IsDefault(string domain) => domain is "" or "ai.onnx";

    /// <summary>Names are shown to people: they must not move a terminal's cursor.</summary>
    private static void CheckNames(GraphProto graph)
    {
        foreach (NodeProto node in graph.Node)
        {
            Require(node.Input.Concat(node.Output).Append(node.Name).Append(node.OpType).Append(node.Domain).All(IsPrintable),
                "A node's name, or one of its values', holds control characters.");
        }

        Require(graph.Initializer.Select(t => t.Name).Concat(graph.Input.Select(i => i.Name)).All(IsPrintable),
            "The name of an initialiser or an input holds control characters.");
    }

    private static bool IsPrintable(string name) => !name.Any(char.IsControl);

    private static void CheckDomains(GraphProto graph)
    {
        if (graph.Node.FirstOrDefault(n => !IsDefault(n.Domain)) is { } node)
        {
            throw ModelProblemException.At(node.Name, node.OpType, $"operators of '{node.Domain}' are not supported.");
        }
    }

    private static ImmutableArray<int> DimensionsOf(ValueInfoProto value)
    {
        Require(value.Type?.TensorType?.Shape is not null, $"The input '{value.Name}' has no shape.");
        var dimensions = new List<int>();
        foreach (TensorShapeProto.Types.Dimension d in value.Type!.TensorType!.Shape.Dim)
        {
            bool open = d.ValueCase != TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue || d.DimValue < 0;
            Require(!open || dimensions.Count == 0, $"The input '{value.Name}' leaves its dimension {dimensions.Count} open; only the batch may be open.");
            Require(open || d.DimValue is > 0 and <= NetworkLimits.MaxTensor, $"The input '{value.Name}' has a dimension of {d.DimValue}.");
            dimensions.Add(open ? 1 : (int)d.DimValue);
        }

        Require(dimensions.Count is > 0 and <= 8, $"The input '{value.Name}' has {dimensions.Count} dimensions; 1 to 8 are supported.");
        ConstantReader.Count(dimensions.ToArray(), value.Name);
        return [.. dimensions];
    }

    private void CheckOrder()
    {
        var known = new HashSet<string>(Constants.Keys) { InputName };
        foreach (OnnxNode node in Nodes)
        {
            foreach (string input in node.Inputs)
            {
                node.Require(input.Length == 0 || known.Contains(input), $"it reads '{input}', which nothing before it produces (missing, or a cycle).");
            }

            node.Require(node.Outputs.Length > 0 && node.Outputs[0].Length > 0, "it has no output.");
            foreach (string output in node.Outputs)
            {
                node.Require(output.Length == 0 || known.Add(output), $"it produces '{output}', which exists already.");
            }
        }

        Require(known.Contains(OutputName), $"Nothing produces the output '{OutputName}'.");
    }

    private static void Require(bool condition, string sentence)
    {
        if (!condition)
        {
            throw new ModelProblemException(sentence);
        }
    }
}
