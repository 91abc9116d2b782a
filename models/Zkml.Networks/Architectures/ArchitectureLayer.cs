namespace Zkml.Networks;

/// <summary>One layer; each kind has some of these members.</summary>
internal sealed record ArchitectureLayer(string Kind, string Name, int[] Inputs)
{
    /// <summary>Kernel, strides, dilations, padding at top, left, bottom, right: ten numbers.</summary>
    public int[]? Window { get; init; }

    public int? Groups { get; init; }

    public int? Outputs { get; init; }

    /// <summary>Sums of the model itself are within ±2^Bits.</summary>
    public int? Bits { get; init; }

    public int[]? Shape { get; init; }

    public int[]? Rows { get; init; }

    public int[]? Columns { get; init; }

    public int[]? Coefficients { get; init; }

    public int[]? Map { get; init; }

    public int? Fill { get; init; }

    public int[]? Shifts { get; init; }

    public int[]? Thresholds { get; init; }

    public short[]? Table { get; init; }

    public int? Min { get; init; }

    public int? Max { get; init; }
}
