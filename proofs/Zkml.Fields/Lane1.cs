using System.Runtime.CompilerServices;

namespace Zkml.Fields;

/// <summary>One element: the definition of every kernel and its portable path.</summary>
public readonly struct Lane1 : ILane<Lane1>
{
    private readonly KoalaBear _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lane1(KoalaBear value) => _value = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 Load(ref readonly uint source, nuint index) =>
        new(KoalaBear.FromMontgomery(Unsafe.Add(ref Unsafe.AsRef(in source), index)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 Broadcast(KoalaBear value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref uint destination, nuint index) => Unsafe.Add(ref destination, index) = _value.Montgomery;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public KoalaBear Sum() => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 operator +(Lane1 x, Lane1 y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 operator -(Lane1 x, Lane1 y) => new(x._value - y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1 operator *(Lane1 x, Lane1 y) => new(x._value * y._value);

    /// <remarks>Each coefficient is a sum of four products below 4p² &lt; 2^64, reduced once.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExtLane<Lane1> Multiply(in ExtLane<Lane1> x, in ExtLane<Lane1> y)
    {
        ulong x0 = Word(x.C0), x1 = Word(x.C1), x2 = Word(x.C2), x3 = Word(x.C3);
        ulong y0 = Word(y.C0), y1 = Word(y.C1), y2 = Word(y.C2), y3 = Word(y.C3);
        ulong t1 = Word(y.C1 + y.C1 + y.C1), t2 = Word(y.C2 + y.C2 + y.C2), t3 = Word(y.C3 + y.C3 + y.C3);
        return new ExtLane<Lane1>(
            ReduceSum(x0 * y0 + x1 * t3 + x2 * t2 + x3 * t1),
            ReduceSum(x0 * y1 + x1 * y0 + x2 * t3 + x3 * t2),
            ReduceSum(x0 * y2 + x1 * y1 + x2 * y0 + x3 * t3),
            ReduceSum(x0 * y3 + x1 * y2 + x2 * y1 + x3 * y0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExtLane<Lane1> Multiply(in ExtLane<Lane1> x, in ExtFactor<Lane1> y)
    {
        ulong x0 = Word(x.C0), x1 = Word(x.C1), x2 = Word(x.C2), x3 = Word(x.C3);
        ulong y0 = Word(y.C0), y1 = Word(y.C1), y2 = Word(y.C2), y3 = Word(y.C3);
        ulong t1 = Word(y.Triple1), t2 = Word(y.Triple2), t3 = Word(y.Triple3);
        return new ExtLane<Lane1>(
            ReduceSum(x0 * y0 + x1 * t3 + x2 * t2 + x3 * t1),
            ReduceSum(x0 * y1 + x1 * y0 + x2 * t3 + x3 * t2),
            ReduceSum(x0 * y2 + x1 * y1 + x2 * y0 + x3 * t3),
            ReduceSum(x0 * y3 + x1 * y2 + x2 * y1 + x3 * y0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(Lane1 lane) => lane._value.Montgomery;

    /// <summary>Montgomery reduction of a sum below 4p²: its high word is below 2p, so one subtraction makes it canonical first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane1 ReduceSum(ulong sum)
    {
        uint quotient = (uint)sum * KoalaBear.PInverse;
        uint multiple = (uint)(((ulong)quotient * KoalaBear.Modulus) >> 32);
        uint high = (uint)(sum >> 32);
        high -= KoalaBear.Modulus;
        high += KoalaBear.Modulus & (uint)((int)high >> 31);
        return new Lane1(KoalaBear.FromMontgomery(KoalaBear.AddPIfNegative(high - multiple)));
    }
}
