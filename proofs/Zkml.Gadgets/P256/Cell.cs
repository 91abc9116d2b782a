namespace Zkml.Gadgets.P256;

/// <summary>coefficient · (the value in a column of a plane).</summary>
public readonly record struct Cell(int Coefficient, Plane Plane, int Column)
{
    public int Slot => EcdsaLayout.Slot(Plane, Column);

    public static Cell operator -(Cell cell) => cell with { Coefficient = -cell.Coefficient };

    public static Cell operator *(int factor, Cell cell) => cell with { Coefficient = factor * cell.Coefficient };
}
