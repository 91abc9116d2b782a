using Zkml.Onnx.Schema;

namespace Zkml.Quantisation;

/// <summary>One step of the float model after folding: a node with the names of the values that depend on the input.</summary>
internal class FloatStep(NodeProto node, string input)
{
    public NodeProto Node { get; } = node;

    /// <summary>The first input that depends on the model's input.</summary>
    public string Input { get; } = input;

    /// <summary>The name of what comes out, after the clamp when there is one.</summary>
    public string Output { get; set; } = node.Output[0];

    /// <summary>A ReLU or Clip that is executed before quantisation.</summary>
    public NodeProto? Clamp { get; set; }
}
