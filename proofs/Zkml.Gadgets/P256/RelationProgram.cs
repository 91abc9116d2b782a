namespace Zkml.Gadgets.P256;

/// <summary><see cref="EcdsaRelations"/> unrolled into flat arrays, one entry per relation, for the solver.</summary>
internal sealed class RelationProgram
{
    private readonly List<Entry> _entries = [];
    private readonly List<Factors> _products = [];
    private readonly List<Scaled> _cells = [];

    private RelationProgram(IEnumerable<RelationBatch> batches)
    {
        foreach (RelationBatch batch in batches)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                if (batch.Places[i].Coefficient != 0)
                {
                    Add(batch, i);
                }
            }
        }

        Entries = [.. _entries];
        Products = [.. _products];
        Cells = [.. _cells];
    }

    public static RelationProgram Ecdsa { get; } = new(EcdsaRelations.All);

    /// <param name="Place">Slot of the quotient and carries.</param>
    /// <param name="QuotientSlot">Where the quotient is if it has its own column, otherwise −1.</param>
    public readonly record struct Entry(
        int Place, LimbModulus Modulus, QuotientForm Form, int QuotientSlot, Range Products, Range Linear, short[] Constant, Int320 ConstantValue);

    public readonly record struct Factors(int Coefficient, Range Left, Range Right);

    public readonly record struct Scaled(int Coefficient, int Slot);

    public Entry[] Entries { get; }

    public Factors[] Products { get; }

    public Scaled[] Cells { get; }

    private void Add(RelationBatch batch, int index)
    {
        int first = _products.Count;
        foreach (OperandProduct product in batch.Products)
        {
            if (product.Left[index].Length > 0 && product.Right[index].Length > 0)
            {
                _products.Add(new Factors(product.Coefficient, AddCells(product.Left[index]), AddCells(product.Right[index])));
            }
        }

        Range linear = AddCells(batch.Linear[index]);
        short[] constant = new short[EcdsaLayout.Limbs];
        Int320 value = default, power = Int320.FromInt64(1);
        for (int i = 0; i < batch.Constant.Count; i++, power *= Int320.FromInt64(256))
        {
            constant[i] = (short)batch.Constant[i];
            value += batch.Constant[i] * power;
        }

        _entries.Add(new Entry(
            batch.Places[index].Slot, batch.Modulus, batch.Form, batch.Quotients is { } quotients ? quotients[index][0].Slot : -1,
            first.._products.Count, linear, constant, value));
    }

    private Range AddCells(ReadOnlySpan<Cell> cells)
    {
        int first = _cells.Count;
        foreach (Cell cell in cells)
        {
            _cells.Add(new Scaled(cell.Coefficient, cell.Slot));
        }

        return first.._cells.Count;
    }
}
