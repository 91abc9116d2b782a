using System.Runtime.InteropServices;
using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>Fills the multiplicity tensors: how often each table row is looked up, group by group.</summary>
public static class MultiplicityCounter
{
    /// <summary>Counts over the whole witness.</summary>
    /// <returns>The lookups whose tuple is in no row, with the cell; empty for a good witness.</returns>
    public static IReadOnlyList<(string Lookup, int Cell)> Fill(Witness witness, Arena arena)
    {
        var missing = new List<(string, int)>();
        LookupPlan plan = witness.Statement.Lookups;
        Arena.Mark mark = arena.Position;
        foreach (IGrouping<LookupTable, Lookup> users in plan.Lookups.GroupBy(l => l.Table))
        {
            var index = new TableIndex(users.Key, witness, arena);
            var counts = new uint[users.Key.Multiplicities.Count][];
            for (int g = 0; g < counts.Length; g++)
            {
                counts[g] = new uint[users.Key.Rows];
            }

            foreach (Lookup lookup in users)
            {
                FieldVector[] columns = [.. lookup.Views.Select(v => Values(v, witness, arena))];
                foreach (LookupPiece piece in plan.Pieces.Where(p => p.Lookup == lookup))
                {
                    index.Count(columns, lookup.Shape, piece, counts[piece.Group], missing, lookup.Name);
                }
            }

            for (int g = 0; g < counts.Length; g++)
            {
                Span<uint> cells = witness[users.Key.Multiplicities[g]];
                for (int row = 0; row < cells.Length; row++)
                {
                    cells[row] = KoalaBear.FromUInt32(counts[g][row]).Montgomery;
                }
            }
        }

        arena.Release(mark);
        return missing;
    }

    /// <summary>A tensor read in place, as long as its padded cube, need not be copied.</summary>
    internal static bool TryInPlace(View view, Witness witness, out FieldVector values)
    {
        if (view.Terms is [{ Source: { IsPublic: false } tensor, Coefficient.IsOne: true } term]
            && term.Maps.All(m => m.IsIdentity) && tensor.Shape.OccupiedLength == view.Shape.PaddedLength)
        {
            values = witness.Cells.Slice(witness.Statement.Offset(tensor), view.Shape.PaddedLength);
            return true;
        }

        values = default;
        return false;
    }

    /// <summary>The view's values over its padded cube.</summary>
    internal static FieldVector Values(View view, Witness witness, Arena arena)
    {
        if (TryInPlace(view, witness, out FieldVector inPlace))
        {
            return inPlace;
        }

        FieldVector values = arena.Field(view.Shape.PaddedLength);
        ViewEvaluator.Evaluate(view, witness, values);
        return values;
    }

    /// <summary>Finds the row of a tuple.</summary>
    private sealed class TableIndex
    {
        private readonly FieldVector[]? _committed;
        private readonly LookupTable _table;
        private readonly Dictionary<UInt128, int>? _rows;
        private readonly int _first;

        public TableIndex(LookupTable table, Witness witness, Arena arena)
        {
            _table = table;
            if (table.PublicColumns is [{ } only] && IsRange(only))
            {
                _first = only[0].ToInt32();
                return;
            }

            _committed = table.CommittedColumns is { } views ? [.. views.Select(v => Values(v, witness, arena))] : null;
            _rows = [];
            Span<uint> tuple = new uint[table.Width];
            for (int row = 0; row < table.Rows; row++)
            {
                for (int c = 0; c < tuple.Length; c++)
                {
                    tuple[c] = _committed is null ? table.PublicColumns![c][row].Montgomery : _committed[c].Span[row];
                }

                _rows.TryAdd(Key(tuple), row);
            }

            tuple.Clear();
        }

        public void Count(FieldVector[] columns, Shape shape, LookupPiece piece, uint[] counts, List<(string, int)> missing, string name)
        {
            Span<uint> tuple = new uint[columns.Length];
            int start = piece.Prefix << piece.Bits;
            foreach (int cell in CellsInside(shape, start, start + (1 << piece.Bits)))
            {
                int row;
                if (_rows is null)
                {
                    row = KoalaBear.FromMontgomery(columns[0].Span[cell]).ToInt32() - _first;
                }
                else
                {
                    for (int c = 0; c < columns.Length; c++)
                    {
                        tuple[c] = columns[c].Span[cell];
                    }

                    row = _rows.GetValueOrDefault(Key(tuple), -1);
                }

                if ((uint)row < (uint)_table.Rows)
                {
                    counts[row]++;
                }
                else
                {
                    missing.Add((name, cell));
                }
            }

            tuple.Clear();
        }

        private static bool IsRange(KoalaBear[] column)
        {
            int first = column[0].ToInt32();
            for (int i = 0; i < column.Length; i++)
            {
                if (column[i] != KoalaBear.FromInt64((long)first + i))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Tuples of one or two elements as they are, longer ones by 128 bits of SHA-256.</summary>
        private static UInt128 Key(ReadOnlySpan<uint> tuple)
        {
            if (tuple.Length <= 2)
            {
                return tuple.Length == 1 ? tuple[0] : ((UInt128)tuple[0] << 32) | tuple[1];
            }

            Span<byte> hash = stackalloc byte[32];
            System.Security.Cryptography.SHA256.HashData(MemoryMarshal.AsBytes(tuple), hash);
            return MemoryMarshal.Read<UInt128>(hash);
        }
    }

    /// <summary>The cells in [from, to) whose index is inside the extents.</summary>
    internal static IEnumerable<int> CellsInside(Shape shape, int from, int to)
    {
        if (shape.Count == shape.PaddedLength)
        {
            for (int cell = from; cell < to; cell++)
            {
                yield return cell;
            }

            yield break;
        }

        for (int cell = from; cell < to; cell++)
        {
            bool inside = true;
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                inside &= ((cell / shape.Stride(axis)) & ((1 << shape.AxisBits(axis)) - 1)) < shape[axis];
            }

            if (inside)
            {
                yield return cell;
            }
        }
    }
}
