namespace Zkml.Protocol.Language;

/// <summary>Coefficient · Factors[0] · Factors[1] [· Factors[2]], index by index.</summary>
public sealed record Product(Coefficient Coefficient, params View[] Factors);

/// <summary>How an axis of a constraint is weighted in the sum that must vanish.</summary>
/// <param name="Base">
/// null: the constraint holds at every index of the axis. A number b: what must vanish is the sum over the axis of b^i times the
/// expression at i ("contracted constraint"): with b = 2 an axis of bits is read as a number, with b = 1 it is summed.
/// </param>
public readonly record struct AxisWeight(long? Base)
{
    /// <summary>The constraint holds at every index.</summary>
    public static AxisWeight Each => new(null);

    /// <summary>The constraint holds for the sum along the axis.</summary>
    public static AxisWeight Sum => new(1);

    /// <summary>The constraint holds for Σ 2^i · (…) along the axis.</summary>
    public static AxisWeight Binary => new(2);
}

/// <summary>
/// Σ products + linear = 0 over <see cref="Shape"/>: at every index, or summed along the contracted axes. Without products it is a linear
/// constraint and costs no sum-check of its own.
/// </summary>
public sealed record Constraint(string Name, Shape Shape, IReadOnlyList<AxisWeight> Weights, IReadOnlyList<Product> Products, View Linear)
{
    public bool IsLinear => Products.Count == 0;
}
