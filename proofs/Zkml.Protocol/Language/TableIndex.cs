using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>
/// Finds the first row of a table that equals a tuple. That of a public table is made once. Where the first columns tell rows apart and take few
/// values, as in tables of functions, they are the place in an array; otherwise rows are hashed.
/// </summary>
internal sealed class TableIndex
{
    private readonly Dictionary<ulong, int>? _rows;
    private readonly TableBox? _box;
    private readonly Func<int, int, uint> _table;
    private readonly int[] _next;
    private readonly int _width;

    private TableIndex(LookupTable table, Func<int, int, uint> cell)
    {
        _width = table.Width;
        _table = cell;
        _next = [];
        _box = table.PublicColumns is { } columns ? TableBox.TryCreate(columns) : null;
        if (_box is not null)
        {
            return;
        }

        _rows = [];
        _next = new int[table.Rows];
        for (int row = table.Rows - 1; row >= 0; row--)
        {
            ulong key = 0;
            for (int c = 0; c < _width; c++)
            {
                key = Mix(key, cell(c, row));
            }

            _next[row] = _rows.TryGetValue(key, out int later) ? later : -1;
            _rows[key] = row;
        }
    }

    public static TableIndex OfPublic(LookupTable table) => new(table, (column, row) => table.PublicColumns![column][row].Montgomery);

    public static TableIndex OfCommitted(LookupTable table, Witness witness, Arena arena)
    {
        FieldVector[] columns = [.. table.CommittedColumns!.Select(v => LookupColumns.Values(v, witness, arena))];
        return new TableIndex(table, (column, row) => columns[column].Span[row]);
    }

    /// <summary>The row that equals the tuple at a cell of the columns, or −1.</summary>
    public int Find(FieldVector[] columns, int cell)
    {
        if (_rows is null)
        {
            int place = _box!.Find(columns, cell);
            return place >= 0 && Equal(columns, cell, place, _box.Width) ? place : -1;
        }

        ulong key = 0;
        foreach (FieldVector column in columns)
        {
            key = Mix(key, column.Span[cell]);
        }

        int row = _rows.GetValueOrDefault(key, -1);
        while (row >= 0 && !Equal(columns, cell, row, 0))
        {
            row = _next[row];
        }

        return row;
    }

    /// <summary>Whether the columns from <paramref name="first"/> on are those of the row.</summary>
    private bool Equal(FieldVector[] columns, int cell, int row, int first)
    {
        for (int c = first; c < _width; c++)
        {
            if (columns[c].Span[cell] != _table(c, row))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Only for speed: rows with equal keys are compared element by element.</summary>
    private static ulong Mix(ulong key, uint word) => (System.Numerics.BitOperations.RotateLeft(key, 23) ^ word) * 0x9E37_79B9_7F4A_7C15;
}
