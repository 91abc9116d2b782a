namespace Zkml.Fields;

/// <summary>
/// The transform over a subgroup of order n = 2^log, ω = <see cref="KoalaBear.RootOfUnity"/>(log): coefficients in natural order to
/// evaluations, where position i holds the value at ω^(bitreverse i). Layer by layer (Cooley–Tukey, decimation in time), a block b of
/// values modulo X^(2h) − w² becomes two blocks modulo X^h − w and X^h + w with w = ω^(bitreverse b): u, v ↦ u + w v, u − w v.
/// Values are canonical Montgomery words. The portable path is the definition; the AVX-512 path gives the same words.
/// </summary>
public sealed unsafe class Ntt
{
    private static readonly Lazy<Ntt>[] Cache =
        [.. Enumerable.Range(0, KoalaBear.TwoAdicity + 1).Select(log => new Lazy<Ntt>(() => new Ntt(log)))];

    private readonly Lazy<NttTwiddles> _forward;
    private readonly Lazy<NttTwiddles> _inverse;
    private readonly KoalaBear _root;
    private readonly KoalaBear _inverseLength;

    private Ntt(int log)
    {
        Log = log;
        _root = KoalaBear.RootOfUnity(log);
        _inverseLength = KoalaBear.FromUInt32(1u << log).Inverse();
        _forward = new(() => new NttTwiddles(log, inverse: false));
        _inverse = new(() => new NttTwiddles(log, inverse: true));
    }

    public int Log { get; }

    public int Length => 1 << Log;

    /// <summary>The transform of length 2^log, 0 ≤ log ≤ 24; built once, usable from any thread.</summary>
    public static Ntt For(int log)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(log);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log, KoalaBear.TwoAdicity);
        return Cache[log].Value;
    }

    /// <summary>ω^(bitreverse position), the point whose value stands at <paramref name="position"/> after <see cref="Forward"/>.</summary>
    public KoalaBear Point(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Length);
        uint exponent = 0;
        for (int bit = 0; bit < Log; bit++)
        {
            exponent = (exponent << 1) | (((uint)position >> bit) & 1);
        }

        return _root.Pow(exponent);
    }

    public void Forward(Span<uint> values) => ForwardPadded(values, values.Length);

    /// <summary>
    /// <see cref="Forward"/> of values that are zero from <paramref name="nonZero"/> on (the caller's promise): butterflies with zero
    /// inputs become copies. With n/4 values and a few more this drops the first two layers, with n/8 half of the next two as well.
    /// </summary>
    public void ForwardPadded(Span<uint> values, int nonZero)
    {
        ThrowIfLengthDiffers(values);
        ArgumentOutOfRangeException.ThrowIfNegative(nonZero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nonZero, values.Length);
        if (!Lane16.IsSupported || Log < NttAvx512.MinLog)
        {
            ForwardPortable(values);
            return;
        }

        fixed (uint* x = values)
        {
            NttAvx512.Forward(x, Log, nonZero, _forward.Value);
        }
    }

    /// <summary>Evaluations as <see cref="Forward"/> leaves them back to coefficients.</summary>
    public void Inverse(Span<uint> values)
    {
        ThrowIfLengthDiffers(values);
        if (!Lane16.IsSupported || Log < NttAvx512.MinLog)
        {
            InversePortable(values);
            return;
        }

        fixed (uint* x = values)
        {
            NttAvx512.Inverse(x, Log, _inverseLength, _inverse.Value);
        }
    }

    internal void ForwardPortable(Span<uint> values)
    {
        uint* twiddles = _forward.Value.Words;
        for (int half = Length >> 1, blocks = 1; half >= 1; half >>= 1, blocks <<= 1)
        {
            for (int b = 0; b < blocks; b++)
            {
                KoalaBear w = KoalaBear.FromMontgomery(twiddles[b]);
                Span<uint> u = values.Slice(2 * b * half, half), v = values.Slice((2 * b + 1) * half, half);
                for (int i = 0; i < u.Length; i++)
                {
                    KoalaBear x = KoalaBear.FromMontgomery(u[i]), y = w * KoalaBear.FromMontgomery(v[i]);
                    u[i] = (x + y).Montgomery;
                    v[i] = (x - y).Montgomery;
                }
            }
        }
    }

    internal void InversePortable(Span<uint> values)
    {
        uint* twiddles = _inverse.Value.Words;
        for (int half = 1, blocks = Length >> 1; blocks >= 1; half <<= 1, blocks >>= 1)
        {
            for (int b = 0; b < blocks; b++)
            {
                KoalaBear w = KoalaBear.FromMontgomery(twiddles[b]);
                Span<uint> u = values.Slice(2 * b * half, half), v = values.Slice((2 * b + 1) * half, half);
                for (int i = 0; i < u.Length; i++)
                {
                    KoalaBear x = KoalaBear.FromMontgomery(u[i]), y = KoalaBear.FromMontgomery(v[i]);
                    u[i] = (x + y).Montgomery;
                    v[i] = (w * (x - y)).Montgomery;
                }
            }
        }

        foreach (ref uint value in values)
        {
            value = (_inverseLength * KoalaBear.FromMontgomery(value)).Montgomery;
        }
    }

    private void ThrowIfLengthDiffers(Span<uint> values) =>
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Length, nameof(values));
}
