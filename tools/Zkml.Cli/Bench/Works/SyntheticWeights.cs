namespace Zkml.Cli.Bench.Works;

/// <summary>
/// Weights of networks that nobody trained: uniform on ±√(6 / inputs), as frameworks initialise layers before a ReLU, so that activations keep
/// their size through the layers. SplitMix64 with a fixed seed: every machine measures the same network.
/// </summary>
internal sealed class SyntheticWeights(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Weights of a layer that reads <paramref name="inputs"/> numbers, times <paramref name="scale"/>, rounded.</summary>
    public short[] Layer(int inputs, int outputs, double scale)
    {
        double bound = scale * Math.Sqrt(6.0 / inputs);
        var weights = new short[inputs * outputs];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = checked((short)Math.Round(bound * (2 * Unit() - 1)));
        }

        return weights;
    }

    /// <summary>Integers from −magnitude to magnitude.</summary>
    public int[] Integers(int count, int magnitude) => [.. Enumerable.Range(0, count).Select(_ => (int)Math.Round(magnitude * (2 * Unit() - 1)))];

    /// <summary>In [0, 1).</summary>
    private double Unit()
    {
        ulong z = _state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return ((z ^ (z >> 31)) >> 11) * Math.ScaleB(1, -53);
    }
}
