namespace Zkml.Gadgets.P256;

/// <summary>Sizes that the solver and the constraints share.</summary>
public static class EcdsaLayout
{
    /// <summary>Limbs of a value, base 256.</summary>
    public const int Limbs = 32;

    /// <summary>Two-bit digits of a and b, and steps acc ← 4·acc + T.</summary>
    public const int Steps = 64;

    /// <summary>Points of the joint table T[4i + j] = i·Q + j·R' + S.</summary>
    public const int TableSize = 16;

    /// <summary>Columns of a plane.</summary>
    public const int PlaneColumns = 64;

    /// <summary>Planes of one column per step or window that own relations.</summary>
    public const int MainPlanes = 8;

    /// <summary>Planes that own relations.</summary>
    public const int RelationPlanes = MainPlanes + 1;

    public const int Planes = 14;

    /// <summary>Carries and digits of quotients are in [−2^12, 2^12).</summary>
    public const int CarryLimit = 4096;

    /// <summary>Cells a relation needs besides its result: digits of the quotient, then carries.</summary>
    public const int ExcessCells = QuotientDigits.Count + Limbs;

    /// <summary>A value's place in the flat arrays of a trace.</summary>
    public static int Slot(Plane plane, int column) => (int)plane * PlaneColumns + column;
}
