using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>Rows by the integers in their first columns: an array over the box of all values that these take.</summary>
internal sealed class TableBox
{
    /// <summary>Places for each row; a box of more is not worth its memory.</summary>
    private const int MaxSpread = 4;

    private const int SmallBox = 1 << 12;

    private readonly (int First, int Count)[] _sides;
    private readonly int[] _rows;

    private TableBox((int First, int Count)[] sides, int[] rows) => (_sides, _rows) = (sides, rows);

    /// <summary>Columns that are found by; others are still to be compared.</summary>
    public int Width => _sides.Length;

    /// <summary>Null when rows agree in all columns that fit a box.</summary>
    public static TableBox? TryCreate(KoalaBear[][] columns)
    {
        int rows = columns[0].Length;
        var sides = new List<(int First, int Count)>();
        long size = 1;
        foreach (KoalaBear[] column in columns)
        {
            (int first, int last) = (column.Min(c => c.ToInt32()), column.Max(c => c.ToInt32()));
            size *= (long)last - first + 1;
            if (size > Math.Max(SmallBox, (long)MaxSpread * rows))
            {
                return null;
            }

            sides.Add((first, last - first + 1));
            if (TryFill([.. sides], columns, (int)size) is { } filled)
            {
                return new TableBox([.. sides], filled);
            }
        }

        return null;
    }

    /// <summary>The row, or −1.</summary>
    public int Find(FieldVector[] columns, int cell)
    {
        int place = 0;
        for (int c = 0; c < _sides.Length; c++)
        {
            (int first, int count) = _sides[c];
            int offset = KoalaBear.FromMontgomery(columns[c].Span[cell]).ToInt32() - first;
            if ((uint)offset >= (uint)count)
            {
                return -1;
            }

            place = place * count + offset;
        }

        return _rows[place] - 1;
    }

    /// <summary>Row + 1 at every place; null when two rows meet.</summary>
    private static int[]? TryFill((int First, int Count)[] sides, KoalaBear[][] columns, int size)
    {
        var rows = new int[size];
        for (int row = 0; row < columns[0].Length; row++)
        {
            int place = 0;
            for (int c = 0; c < sides.Length; c++)
            {
                place = place * sides[c].Count + columns[c][row].ToInt32() - sides[c].First;
            }

            if (rows[place] != 0)
            {
                return null;
            }

            rows[place] = row + 1;
        }

        return rows;
    }
}
