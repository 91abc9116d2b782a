namespace Zkml.Fuzz;

/// <summary>Small changes that decoders tend to get wrong: bits, edge values in length fields, cuts, repeats, trailing bytes.</summary>
public sealed class Mutator(ulong seed)
{
    private static readonly byte[][] Edges =
        [[0], [0x7f], [0x80], [0xff], [0, 0, 0, 0], [0xff, 0xff, 0xff, 0x7f], [0, 0, 0, 0x80], [0xff, 0xff, 0xff, 0xff], [1, 0, 0, 0x7f]];

    private ulong _state = seed;

    public byte[] Mutate(IReadOnlyList<byte[]> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        byte[] input = seeds.Count == 0 ? [] : [.. seeds[Below(seeds.Count)]];
        for (int changes = 1 + Below(4); changes > 0; changes--)
        {
            input = Change(input);
        }

        return input;
    }

    private byte[] Change(byte[] input)
    {
        int at = Below(input.Length + 1), length = Math.Min(1 + Below(16), input.Length - at);
        switch (Below(6))
        {
            case 0 when at < input.Length:
                input[at] ^= (byte)(1 << Below(8));
                return input;
            case 1 when at < input.Length:
                byte[] edge = Edges[Below(Edges.Length)];
                edge.AsSpan(0, Math.Min(edge.Length, input.Length - at)).CopyTo(input.AsSpan(at));
                return input;
            case 2:
                return input[..at];
            case 3:
                return [.. input[..at], .. input[(at + length)..]];
            case 4:
                return [.. input[..(at + length)], .. input[at..]];
            default:
                return [.. input[..at], (byte)Next(), .. input[at..]];
        }
    }

    private int Below(int bound) => (int)(Next() % (ulong)bound);

    // SplitMix64: a finding must be reproducible from its seed on every machine; nothing here is secret.
    private ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
