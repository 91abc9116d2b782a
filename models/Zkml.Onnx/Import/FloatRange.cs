namespace Zkml.Onnx;

/// <summary>
/// What the runtime's float32 result may be: one number where IEEE 754 leaves no choice, otherwise an interval that holds every order of operations and
/// every fused multiply-add. A quantised result is exact when both ends round to the same integer.
/// </summary>
internal readonly record struct FloatRange(float Low, float High)
{
    public static implicit operator FloatRange(float value) => new(value, value);

    public static FloatRange Of(float a, float b) => new(Math.Min(a, b), Math.Max(a, b));

    public static FloatRange operator *(FloatRange x, float k) => Of(x.Low * k, x.High * k);

    public static FloatRange operator *(FloatRange a, FloatRange b)
    {
        FloatRange p = Of(a.Low * b.Low, a.Low * b.High), q = Of(a.High * b.Low, a.High * b.High);
        return new(Math.Min(p.Low, q.Low), Math.Max(p.High, q.High));
    }

    public static FloatRange operator +(FloatRange x, float k) => new(x.Low + k, x.High + k);

    /// <summary>k·x + c, as two roundings or as one.</summary>
    public static FloatRange MultiplyAdd(FloatRange x, float k, float c)
    {
        FloatRange two = (x * k) + c, one = Of(MathF.FusedMultiplyAdd(x.Low, k, c), MathF.FusedMultiplyAdd(x.High, k, c));
        return new(Math.Min(one.Low, two.Low), Math.Max(one.High, two.High));
    }

    /// <summary>An increasing function at both ends.</summary>
    public FloatRange Map(Func<float, float> increasing) => new(increasing(Low), increasing(High));
}
