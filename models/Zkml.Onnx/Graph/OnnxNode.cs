using System.Collections.Immutable;
using Zkml.Networks;
using Zkml.Onnx.Schema;
using AttributeType = Zkml.Onnx.Schema.AttributeProto.Types.AttributeType;

namespace Zkml.Onnx;

/// <summary>A node with typed access to its attributes. An attribute of the wrong type, or one that nobody asked for, is a sentence.</summary>
public sealed class OnnxNode
{
    private readonly Dictionary<string, AttributeProto> _attributes = [];
    private readonly HashSet<string> _asked = [];

    internal OnnxNode(NodeProto node, int position, long opset)
    {
        Operator = node.OpType;
        Name = node.Name.Length > 0 ? node.Name : node.Output.Count > 0 ? node.Output[0] : $"#{position}";
        Inputs = [.. node.Input];
        Outputs = [.. node.Output];
        Opset = opset;
        foreach (AttributeProto attribute in node.Attribute)
        {
            if (!_attributes.TryAdd(attribute.Name, attribute))
            {
                throw Problem($"it has the attribute '{attribute.Name}' twice.");
            }
        }
    }

    public string Operator { get; }

    public string Name { get; }

    public ImmutableArray<string> Inputs { get; }

    public ImmutableArray<string> Outputs { get; }

    public long Opset { get; }

    /// <summary>True when the optional input is given.</summary>
    public bool HasInput(int index) => index < Inputs.Length && Inputs[index].Length > 0;

    public bool HasAttribute(string name) => _attributes.ContainsKey(name);

    /// <summary>An attribute that changes nothing that is computed.</summary>
    public void Ignore(string name) => _asked.Add(name);

    /// <summary>Called after the node is understood: an attribute that nobody asked for might have changed its meaning.</summary>
    public void RequireAllAsked()
    {
        if (_attributes.Keys.FirstOrDefault(a => !_asked.Contains(a)) is { } unknown)
        {
            throw Problem($"its attribute '{unknown}' is not supported.");
        }
    }

    public long Integer(string name, long otherwise) => Find(name, AttributeType.Int) is { } a ? a.I : otherwise;

    public float Float(string name, float otherwise) => Find(name, AttributeType.Float) is not { } a ? otherwise
        : float.IsFinite(a.F) ? a.F : throw Problem($"its attribute '{name}' is not finite.");

    public string Text(string name, string otherwise) => Find(name, AttributeType.String) is { } a ? a.S.ToStringUtf8() : otherwise;

    /// <summary>Small integers such as strides; null when the attribute is absent.</summary>
    public ImmutableArray<int>? Integers(string name)
    {
        if (Find(name, AttributeType.Ints) is not { } attribute)
        {
            return null;
        }

        return attribute.Ints.Count <= 64 && attribute.Ints.All(v => v is >= int.MinValue and <= int.MaxValue)
            ? [.. attribute.Ints.Select(v => (int)v)]
            : throw Problem($"its attribute '{name}' is too long or too large.");
    }

    public OnnxConstant? Tensor(string name) => Find(name, AttributeType.Tensor) is { } a ? ConstantReader.Read(a.T, $"{Name}.{name}") : null;

    public ModelProblemException Problem(string sentence) => ModelProblemException.At(Name, Operator, sentence);

    public void Require(bool condition, string sentence)
    {
        if (!condition)
        {
            throw Problem(sentence);
        }
    }

    private AttributeProto? Find(string name, AttributeType type)
    {
        _asked.Add(name);
        if (!_attributes.TryGetValue(name, out AttributeProto? attribute))
        {
            return null;
        }

        // Files of the first IR versions leave the type out.
        Require(attribute.Type == type || attribute.Type == AttributeType.Undefined, $"its attribute '{name}' is not of type {type}.");
        Require(attribute.RefAttrName.Length == 0, $"its attribute '{name}' refers to a function's, which is not supported.");
        return attribute;
    }
}
