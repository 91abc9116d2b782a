namespace Zkml.Gadgets.P256;

/// <summary>For every index of a batch a sum of values; an empty sum is zero.</summary>
public sealed class Operand
{
    private readonly Cell[][] _cells;

    public Operand(int count, Func<int, Cell[]> cells) => _cells = [.. Enumerable.Range(0, count).Select(cells)];

    public int Count => _cells.Length;

    public ReadOnlySpan<Cell> this[int index] => _cells[index];

    /// <summary>max over the indices of Σ |coefficient| · (largest limb of the plane).</summary>
    public long LimbBound => _cells.Max(c => c.Sum(x => Math.Abs(x.Coefficient) * MaxLimb(x.Plane)));

    /// <summary>Range-checked limbs are in [−128, 127] but for the planes of bytes.</summary>
    private static long MaxLimb(Plane plane) => plane is Plane.Bytes or Plane.SignedB ? 255 : 128;
}
