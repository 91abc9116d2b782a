using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Zkml.Fields;

/// <summary>Number-theoretic transforms of length 2^log over KoalaBear: coefficients in natural order, values in bit-reversed order.</summary>
public sealed class Ntt
{
    private static readonly ConcurrentDictionary<int, Ntt> Cache = new();
    private readonly int _log;
    private readonly KoalaBear[] _twiddles;
    private readonly KoalaBear[] _inverseTwiddles;

    private Ntt(int log)
    {
        _log = log;
        _twiddles = Twiddles(KoalaBear.RootOfUnity(log), log);
        _inverseTwiddles = Twiddles(KoalaBear.RootOfUnity(log).Inverse(), log);
    }

    public static Ntt For(int log) => Cache.GetOrAdd(log, l => new Ntt(l));

    /// <summary>The point whose value stands at a position: ω^bitreverse(position).</summary>
    public KoalaBear Point(int position) => KoalaBear.RootOfUnity(_log).Pow(Reverse((uint)position, _log));

    public void Forward(Span<uint> values)
    {
        for (int half = values.Length / 2, blocks = 1; half >= 1; half /= 2, blocks *= 2)
        {
            for (int block = 0; block < blocks; block++)
            {
                Span<uint> low = values.Slice(2 * block * half, half), high = values.Slice(2 * block * half + half, half);
                int vectorised = (int)Multilinear.VectorPart(half);
                Butterflies<Lane16>(low, high, _twiddles[block], 0, vectorised);
                Butterflies<Lane1>(low, high, _twiddles[block], vectorised, half);
            }
        }
    }

    public void Inverse(Span<uint> values)
    {
        for (int half = 1, blocks = values.Length / 2; half < values.Length; half *= 2, blocks /= 2)
        {
            for (int block = 0; block < blocks; block++)
            {
                Span<uint> low = values.Slice(2 * block * half, half), high = values.Slice(2 * block * half + half, half);
                for (int i = 0; i < half; i++)
                {
                    KoalaBear x = KoalaBear.FromMontgomery(low[i]), y = KoalaBear.FromMontgomery(high[i]);
                    low[i] = (x + y).Montgomery;
                    high[i] = ((x - y) * _inverseTwiddles[block]).Montgomery;
                }
            }
        }

        KoalaBear scale = KoalaBear.FromUInt32((uint)values.Length).Inverse();
        foreach (ref uint value in values)
        {
            value = (KoalaBear.FromMontgomery(value) * scale).Montgomery;
        }
    }

    private static void Butterflies<TLane>(Span<uint> low, Span<uint> high, KoalaBear twiddle, int from, int to)
        where TLane : struct, ILane<TLane>
    {
        ref uint x = ref MemoryMarshal.GetReference(low), y = ref MemoryMarshal.GetReference(high);
        TLane w = TLane.Broadcast(twiddle);
        for (nuint i = (nuint)from; i < (nuint)to; i += (nuint)TLane.Count)
        {
            TLane a = TLane.Load(in x, i), b = TLane.Load(in y, i) * w;
            (a + b).Store(ref x, i);
            (a - b).Store(ref y, i);
        }
    }

    private static KoalaBear[] Twiddles(KoalaBear root, int log)
    {
        var twiddles = new KoalaBear[Math.Max(1, 1 << log >> 1)];
        KoalaBear power = KoalaBear.One;
        for (uint k = 0; k < twiddles.Length; k++, power *= root)
        {
            twiddles[Reverse(k, log - 1)] = power;
        }

        return twiddles;
    }

    private static uint Reverse(uint value, int bits)
    {
        uint reversed = 0;
        for (int i = 0; i < bits; i++)
        {
            reversed = (reversed << 1) | ((value >> i) & 1);
        }

        return reversed;
    }
}
