using Zkml.Fields;
using Zkml.Protocol.Interaction;

namespace Zkml.Protocol.Matrices;

/// <summary>
/// The ρ-combination of all linear constraints on matrix B: those of the interaction, and the copies that put the two pads of every product
/// into X and Y. Constraint c reads Σ coefficient·cell = b_c and gets its own factor ρ_c.
/// </summary>
internal sealed class PadConstraints
{
    /// <param name="factors">One per constraint: first the interaction's, then two per product.</param>
    public PadConstraints(PadLayout layout, IReadOnlyList<Affine> constraints, Ext[] factors, Arena arena)
    {
        Weights = arena.ZeroedExt(layout.DataRows * layout.Shape.DataLength);
        for (int c = 0; c < constraints.Count; c++)
        {
            foreach ((int cell, Ext coefficient) in constraints[c].Terms)
            {
                Weights.Add(layout.Place(cell), coefficient * factors[c]);
            }

            Value -= constraints[c].Constant * factors[c];
        }

        for (int p = 0; p < layout.Products.Count; p++)
        {
            Ext x = factors[constraints.Count + 2 * p], y = factors[constraints.Count + 2 * p + 1];
            Weights.Add(layout.XPlace(p), x);
            Weights.Add(layout.Place(layout.Products[p].X), -x);
            Weights.Add(layout.YPlace(p), y);
            Weights.Add(layout.Place(layout.Products[p].Y), -y);
        }
    }

    /// <summary>Number of factors needed.</summary>
    public static int Count(int constraints, PadLayout layout) => constraints + 2 * layout.Products.Count;

    /// <summary>The combined coefficient of every data cell, row after row.</summary>
    public ExtVector Weights { get; }

    /// <summary>Σ ρ_c b_c.</summary>
    public Ext Value { get; private set; }

    /// <summary>Coefficients of A_i, the interpolant of row i's weights on H: position j stands at the root of unity to the bit-reversed j.</summary>
    public void Interpolant(int row, PadLayout layout, ExtVector destination)
    {
        Weights.Slice(row * layout.Shape.DataLength, layout.Shape.DataLength).CopyTo(destination);
        DataDomain.Interpolate(destination, layout.Shape);
    }
}
