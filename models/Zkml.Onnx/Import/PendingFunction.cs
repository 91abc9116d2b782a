namespace Zkml.Onnx;

/// <summary>Float32 arithmetic of one number in one channel.</summary>
internal delegate FloatRange ElementFunction(int channel, FloatRange x);

/// <summary>
/// Activations and scalings that wait for the QuantizeLinear after them, which turns them into bounds, a table or thresholds.
/// </summary>
/// <param name="Apply">The runtime's arithmetic.</param>
/// <param name="IsMonotone">Never decreases.</param>
/// <param name="IsPerChannel">Differs between channels.</param>
internal sealed record PendingFunction(ElementFunction Apply, bool IsMonotone, bool IsPerChannel)
{
    /// <summary>Set when the whole function is a clamp to these bounds, as ReLU and Clip are.</summary>
    public (float Low, float High)? Clamp { get; init; }

    /// <summary>True when the whole function is a product with a scale: integers beneath it may be a network's output.</summary>
    public bool IsScale { get; init; }

    /// <summary>The later function after the earlier one.</summary>
    public static PendingFunction Then(PendingFunction? first, PendingFunction second)
    {
        if (first is null)
        {
            return second;
        }

        ElementFunction f = first.Apply, g = second.Apply;
        var both = new PendingFunction((c, x) => g(c, f(c, x)), first.IsMonotone && second.IsMonotone, first.IsPerChannel || second.IsPerChannel);
        return first.Clamp is { } a && second.Clamp is { } b
            ? both with { Clamp = (Math.Clamp(a.Low, b.Low, b.High), Math.Clamp(a.High, b.Low, b.High)) }
            : both;
    }

    public static PendingFunction ClampTo(float low, float high) =>
        new((_, x) => x.Map(v => Math.Min(Math.Max(v, low), high)), IsMonotone: true, IsPerChannel: false) { Clamp = (low, high) };
}
