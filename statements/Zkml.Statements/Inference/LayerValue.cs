using Zkml.Gadgets.Networks;
using Zkml.Networks;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Inference;

/// <summary>
/// What a tensor of a network is in a statement: a view of committed tensors. Linear layers stay views; whoever needs a factor for each channel
/// asks for it here, because a convolution takes it into its weights.
/// </summary>
internal abstract class LayerValue
{
    /// <summary>The tensor, when the view is no more than that.</summary>
    public virtual Tensor? Tensor => null;

    /// <summary>The image that a vector was, before a layer flattened it.</summary>
    public virtual (Tensor Tensor, TensorShape Shape)? Image => null;

    /// <summary>Plane × channels, values times the channel's factor.</summary>
    public abstract View Scaled(int[] factors);

    protected static View Scale(View view, int[] factors)
    {
        int plane = view.Shape[0];
        return Array.TrueForAll(factors, f => f == factors[0])
            ? (long)factors[0] * view
            : view.Then(AxisMap.Identity(plane), AxisMap.Diagonal([.. factors.Select(f => (long)f)]));
    }
}

/// <summary>A committed tensor.</summary>
internal sealed class TensorValue(Tensor tensor) : LayerValue
{
    public override Tensor Tensor => tensor;

    public override View Scaled(int[] factors) => Scale(tensor.View, factors);
}

/// <summary>A view whose maps are strided or sparse.</summary>
internal sealed class ViewValue(View view, (Tensor Tensor, TensorShape Shape)? image = null) : LayerValue
{
    public override (Tensor Tensor, TensorShape Shape)? Image => image;

    public override View Scaled(int[] factors) => Scale(view, factors);
}

/// <summary>A convolution or dense layer.</summary>
internal sealed class ConvolutionValue(Tensor source, ConvolutionShape shape, ReadOnlyMemory<short> weights, ReadOnlyMemory<int> bias) : LayerValue
{
    public override View Scaled(int[] factors) => ConvolutionView.Of(source, shape, weights, bias.Span, factors);
}

/// <summary>Σ coefficient · value.</summary>
internal sealed class SumValue(IReadOnlyList<(int Coefficient, LayerValue Value)> terms) : LayerValue
{
    public override View Scaled(int[] factors) => terms
        .Select(t => (long)t.Coefficient * t.Value.Scaled(factors))
        .Aggregate((x, y) => x + y);
}
