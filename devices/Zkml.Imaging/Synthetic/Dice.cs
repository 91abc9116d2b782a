namespace Zkml.Imaging;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): numbers that a seed decides, the same on every machine. Nothing here is secret.</summary>
internal struct Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A seed for one purpose of a seed.</summary>
    public static ulong Derive(ulong seed, ulong purpose) => Mix(Mix(seed) ^ (purpose * 0x9E3779B97F4A7C15));

    public double Between(double from, double to)
    {
        _state += 0x9E3779B97F4A7C15;
        return from + (to - from) * Unit(Mix(_state));
    }

    /// <summary>0 ≤ x &lt; 1 from the upper 53 bits.</summary>
    public static double Unit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
