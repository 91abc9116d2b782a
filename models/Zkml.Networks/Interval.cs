namespace Zkml.Networks;

/// <summary>Every value v of a tensor satisfies Min ≤ v ≤ Max, whatever the input: computed from weights, never observed.</summary>
public readonly record struct Interval(long Min, long Max)
{
    /// <summary>Far beyond every bound that networks keep, and far from overflow.</summary>
    private const long Limit = 1L << 61;

    /// <summary>How many integers it holds.</summary>
    public long Width => Max - Min + 1;

    public long MaxMagnitude => Math.Max(Math.Abs(Min), Math.Abs(Max));

    /// <summary>A bound that has reached the limit stays there: if another term took it back, a sum that wraps could look small.</summary>
    public static Interval operator +(Interval a, Interval b) => new(
        a.Min <= -Limit || b.Min <= -Limit ? -Limit : Saturated((Int128)a.Min + b.Min),
        a.Max >= Limit || b.Max >= Limit ? Limit : Saturated((Int128)a.Max + b.Max));

    public static Interval operator *(Interval a, long k) => a * new Interval(k, k);

    public static Interval operator *(Interval a, Interval b)
    {
        long p = Product(a.Min, b.Min), q = Product(a.Min, b.Max), r = Product(a.Max, b.Min), s = Product(a.Max, b.Max);
        return new(Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)));
    }

    /// <summary>The smallest interval that holds both.</summary>
    public Interval Union(Interval other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));

    public bool Contains(long value) => value >= Min && value <= Max;

    private static long Saturated(Int128 value) => (long)Int128.Clamp(value, -Limit, Limit);

    private static long Product(long a, long b) => Saturated((Int128)a * b);

    public override string ToString() => $"[{Min}, {Max}]";
}
