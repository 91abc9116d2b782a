using System.Collections.Immutable;

namespace Zkml.Networks;

/// <summary>
/// One integer tensor of a network. Integers are centred: a quantised tensor of the file with zero point z holds v + z here v. What is proved are the
/// integers, their shape and their interval; <see cref="Scales"/> and <see cref="ZeroPoint"/> only tell people and the runtime what they mean.
/// </summary>
public sealed record NetworkTensor(int Index, string Name, TensorShape Shape, Interval Interval)
{
    private readonly Interval? _reached;

    /// <summary>
    /// The part of the interval that the model itself reaches, for any input; smaller only behind secret weights. Nothing rests on it: tables are made for
    /// it, and values outside of it have no proof.
    /// </summary>
    public Interval Reached
    {
        get => _reached ?? Interval;
        init => _reached = value;
    }

    /// <summary>What one unit is worth: one number, or one for each channel.</summary>
    public ImmutableArray<double> Scales { get; init; } = [1.0];

    /// <summary>Of the file's 8-bit type: its stored byte is value + zero point.</summary>
    public int ZeroPoint { get; init; }

    public double ScaleOf(int channel) => Scales[Scales.Length == 1 ? 0 : channel];
}
