using System.Security.Cryptography;
using Zkml.Networks;
using Zkml.Onnx.Schema;
using DataType = Zkml.Onnx.Schema.TensorProto.Types.DataType;

namespace Zkml.Onnx;

/// <summary>
/// Reads an ONNX file as a network over integers: the integers that ONNX Runtime computes, or a sentence that names the node where that cannot be
/// promised.
/// </summary>
public static class OnnxImporter
{
    /// <summary>Names of the operators that are read.</summary>
    public static IReadOnlyCollection<string> Operators => OperatorTable.Names;

    public static bool TryImport(byte[] file, out ImportedModel? model, out string problem)
    {
        ArgumentNullException.ThrowIfNull(file);
        model = null;
        if (!OnnxFile.TryRead(file, out ModelProto proto, out problem))
        {
            return false;
        }

        try
        {
            model = Import(OnnxGraph.From(proto), SHA256.HashData(file));
            return true;
        }
        catch (ModelProblemException exception)
        {
            problem = exception.Message;
            return false;
        }
    }

    private static ImportedModel Import(OnnxGraph graph, byte[] id)
    {
        var context = new ImportContext(graph);
        context.Set(graph.InputName, InputOf(context));
        foreach (OnnxNode node in graph.Nodes)
        {
            OperatorTable.Read(context, node);
        }

        int output = OutputOf(context);
        return new ImportedModel([.. id], context.Builder.Build(output), graph.InputDimensions, graph.InputType == (int)DataType.Float);
    }

    private static GraphValue InputOf(ImportContext context)
    {
        OnnxGraph graph = context.Graph;
        var type = (DataType)graph.InputType;
        if (type == DataType.Float)
        {
            return new FloatInput(graph.InputDimensions);
        }

        Interval interval = IntegerTypes.IsEightBits(type) ? IntegerTypes.RangeOf(type)
            : throw new ModelProblemException($"The input '{graph.InputName}' is of type {type}; float, uint8 and int8 are supported.");
        int tensor = context.Builder.Input(graph.InputName, Shapes.Of(graph.InputDimensions), interval);
        return new IntegerValue(tensor, graph.InputDimensions, type, 0);
    }

    private static int OutputOf(ImportContext context)
    {
        string name = context.Graph.OutputName;
        switch (context.Get(name))
        {
            case IntegerValue integer:
                NetworkTensor known = context.TensorOf(integer);
                context.Builder.Describe(known.Index, known.Name, known.Scales, integer.ZeroPoint);
                return known.Index;
            case RealValue { Pending.IsScale: true } real:
                return real.Tensor;
            case RealValue real:
                OnnxNode node = context.Graph.Nodes.First(n => n.Outputs.Contains(name));
                RealValue settled = context.Settle(node, real);
                NetworkTensor tensor = context.TensorOf(settled);
                context.Builder.Describe(tensor.Index, tensor.Name, [.. settled.Exponents.Select(e => Math.ScaleB(1, e))], tensor.ZeroPoint);
                return settled.Tensor;
            default:
                throw new ModelProblemException($"The output '{name}' does not depend on the input.");
        }
    }
}
