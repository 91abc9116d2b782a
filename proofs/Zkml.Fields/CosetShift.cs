using System.Runtime.InteropServices;

namespace Zkml.Fields;

/// <summary>From f(X) to f(gX): a transform of the result evaluates f on the coset g⟨ω⟩.</summary>
public static class CosetShift
{
    /// <summary>coefficients[i] ← coefficients[i] · g^i, Montgomery words.</summary>
    public static void ScaleByPowers(Span<uint> coefficients, KoalaBear g)
    {
        int done = Lane16.IsSupported ? Scale<Lane16>(coefficients, g) : Scale<Lane1>(coefficients, g);
        KoalaBear power = g.Pow((ulong)done);
        foreach (ref uint word in coefficients[done..])
        {
            word = (KoalaBear.FromMontgomery(word) * power).Montgomery;
            power *= g;
        }
    }

    /// <summary>Scales whole groups of four lanes; returns how many elements that were.</summary>
    /// <remarks>Four independent chains of powers, or the latency of one multiplication (about 25 cycles) would set the pace.</remarks>
    internal static int Scale<TLane>(Span<uint> coefficients, KoalaBear g)
        where TLane : struct, ILane<TLane>
    {
        Span<uint> powers = stackalloc uint[4 * TLane.Count];
        KoalaBear power = KoalaBear.One;
        foreach (ref uint word in powers)
        {
            word = power.Montgomery;
            power *= g;
        }

        ref uint p = ref MemoryMarshal.GetReference(powers);
        ref uint words = ref MemoryMarshal.GetReference(coefficients);
        nuint count = (nuint)TLane.Count;
        TLane a = TLane.Load(in p, 0), b = TLane.Load(in p, count), c = TLane.Load(in p, 2 * count), d = TLane.Load(in p, 3 * count);
        TLane step = TLane.Broadcast(power);
        int length = coefficients.Length - coefficients.Length % powers.Length;
        for (nuint i = 0; i < (nuint)length; i += 4 * count)
        {
            (TLane.Load(in words, i) * a).Store(ref words, i);
            (TLane.Load(in words, i + count) * b).Store(ref words, i + count);
            (TLane.Load(in words, i + 2 * count) * c).Store(ref words, i + 2 * count);
            (TLane.Load(in words, i + 3 * count) * d).Store(ref words, i + 3 * count);
            a *= step;
            b *= step;
            c *= step;
            d *= step;
        }

        return length;
    }
}
