using System.Collections.Immutable;
using Zkml.Networks;

namespace Zkml.Onnx;

/// <summary>A model ready to run and to prove.</summary>
/// <param name="Id">SHA-256 of the file: the model's name in statements.</param>
/// <param name="Network">Its integers.</param>
/// <param name="InputDimensions">As the file has them, the batch as 1.</param>
/// <param name="InputIsFloat">The file begins with QuantizeLinear: float input is quantised with the scale and zero point of <see cref="IntegerNetwork.Input"/>.</param>
public sealed record ImportedModel(ImmutableArray<byte> Id, IntegerNetwork Network, ImmutableArray<int> InputDimensions, bool InputIsFloat)
{
    /// <summary>The network's input for a float tensor, by the file's own QuantizeLinear. Private data: the caller clears it.</summary>
    public int[] QuantiseInput(ReadOnlySpan<float> input)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(input.Length, Network.Input.Shape.Count);
        float scale = (float)Network.Input.Scales[0];
        int[] integers = new int[input.Length];
        for (int k = 0; k < integers.Length; k++)
        {
            ArgumentOutOfRangeException.ThrowIfEqual(float.IsNaN(input[k]), true, nameof(input));
            integers[k] = (int)Math.Clamp(MathF.Round(input[k] / scale, MidpointRounding.ToEven), Network.Input.Interval.Min, Network.Input.Interval.Max);
        }

        return integers;
    }
}
