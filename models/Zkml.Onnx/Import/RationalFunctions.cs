namespace Zkml.Onnx;

/// <summary>
/// The runtime's own sigmoid and tanh: odd rational approximations in float32 (coefficients of ONNX Runtime's MLAS, MIT licence, after Eigen), evaluated
/// by Horner's rule with fused or separate roundings, depending on the machine. The range holds both.
/// </summary>
internal static class RationalFunctions
{
    private static readonly float[] SigmoidOdd =
        [4.37031012579801e-11f, 1.15627324459942e-07f, 6.08574864600143e-05f, 8.51377133304701e-03f, 2.48287947061529e-01f];

    private static readonly float[] SigmoidEven =
        [6.10247389755681e-13f, 5.76102136993427e-09f, 6.29106785017040e-06f, 1.70198817374094e-03f, 1.16817656904453e-01f, 9.93151921023180e-01f];

    private static readonly float[] TanhOdd =
    [
        -2.76076847742355e-16f, 2.00018790482477e-13f, -8.60467152213735e-11f, 5.12229709037114e-08f, 1.48572235717979e-05f, 6.37261928875436e-04f,
        4.89352455891786e-03f,
    ];

    private static readonly float[] TanhEven = [1.19825839466702e-06f, 1.18534705686654e-04f, 2.26843463243900e-03f, 4.89352518554385e-03f];

    public static FloatRange Sigmoid(FloatRange x) => Both(x, v => Quotient(v, 18, SigmoidOdd, SigmoidEven, fused: true) + 0.5f,
        v => Quotient(v, 18, SigmoidOdd, SigmoidEven, fused: false) + 0.5f);

    public static FloatRange Tanh(FloatRange x) =>
        Both(x, v => Quotient(v, 9, TanhOdd, TanhEven, fused: true), v => Quotient(v, 9, TanhOdd, TanhEven, fused: false));

    private static FloatRange Both(FloatRange x, Func<float, float> fused, Func<float, float> separate)
    {
        FloatRange a = FloatRange.Of(fused(x.Low), fused(x.High)), b = FloatRange.Of(separate(x.Low), separate(x.High));
        return new FloatRange(Math.Min(a.Low, b.Low), Math.Max(a.High, b.High));
    }

    private static float Quotient(float value, float bound, float[] odd, float[] even, bool fused)
    {
        float x = Math.Clamp(value, -bound, bound), square = x * x;
        return Horner(odd, square, fused) * x / Horner(even, square, fused);
    }

    private static float Horner(float[] coefficients, float x, bool fused)
    {
        float sum = coefficients[0];
        foreach (float c in coefficients.AsSpan(1))
        {
            sum = fused ? MathF.FusedMultiplyAdd(sum, x, c) : (sum * x) + c;
        }

        return sum;
    }
}
