namespace Zkml.Networks;

/// <summary>Every value v of a tensor satisfies Min ≤ v ≤ Max, whatever the input: computed from weights, never observed.</summary>
public readonly record struct Interval(long Min, long Max)
{
    /// <summary>How many integers it holds.</summary>
    public long Width => Max - Min + 1;

    public long MaxMagnitude => Math.Max(Math.Abs(Min), Math.Abs(Max));

    public static Interval operator +(Interval a, Interval b) => new(a.Min + b.Min, a.Max + b.Max);

    public static Interval operator *(Interval a, long k) => k >= 0 ? new(a.Min * k, a.Max * k) : new(a.Max * k, a.Min * k);

    public static Interval operator *(Interval a, Interval b)
    {
        long p = a.Min * b.Min, q = a.Min * b.Max, r = a.Max * b.Min, s = a.Max * b.Max;
        return new(Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)));
    }

    /// <summary>The smallest interval that holds both.</summary>
    public Interval Union(Interval other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));

    public bool Contains(long value) => value >= Min && value <= Max;

    public override string ToString() => $"[{Min}, {Max}]";
}
