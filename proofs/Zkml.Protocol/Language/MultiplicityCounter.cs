using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>Fills the multiplicity tensors: how often each table row is looked up, group by group.</summary>
public static class MultiplicityCounter
{
    /// <summary>Counts over the whole witness.</summary>
    /// <returns>The lookups whose tuple is in no row, with the cell; empty for a good witness.</returns>
    public static IReadOnlyList<(string Lookup, int Cell)> Fill(Witness witness, Arena arena, int threads = 1)
    {
        LookupPlan plan = witness.Statement.Lookups;
        var missing = new List<(string, int)>[1 << plan.GroupBits];
        for (int group = 0; group < missing.Length; group++)
        {
            missing[group] = [];
        }

        ILookup<Lookup, LookupPiece> pieces = plan.Pieces.ToLookup(p => p.Lookup);
        foreach (IGrouping<LookupTable, Lookup> users in plan.Lookups.GroupBy(l => l.Table))
        {
            Arena.Mark mark = arena.Position;
            TableIndex index = users.Key.PublicIndex ?? TableIndex.OfCommitted(users.Key, witness, arena);
            (FieldVector[] Columns, LookupPiece Piece)[] work = [.. users.SelectMany(lookup =>
            {
                FieldVector[] columns = [.. lookup.Views.Select(v => LookupColumns.Values(v, witness, arena))];
                return pieces[lookup].Select(piece => (columns, piece));
            })];
            Parallel.For(0, missing.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, group =>
            {
                var counts = new uint[users.Key.Rows];
                foreach ((FieldVector[] columns, LookupPiece piece) in work.Where(w => w.Piece.Group == group))
                {
                    Count(index, columns, piece, counts, missing[group]);
                }

                Span<uint> cells = witness[users.Key.Multiplicities[group]];
                for (int row = 0; row < cells.Length; row++)
                {
                    cells[row] = KoalaBear.FromUInt32(counts[row]).Montgomery;
                }

                Array.Clear(counts);
            });
            arena.Release(mark);
        }

        return [.. missing.SelectMany(m => m)];
    }

    private static void Count(TableIndex index, FieldVector[] columns, LookupPiece piece, uint[] counts, List<(string, int)> missing)
    {
        Shape shape = piece.Lookup.Shape;
        int start = piece.Prefix << piece.Bits, end = Math.Min(start + (1 << piece.Bits), shape.OccupiedLength);
        if (shape.Count < shape.OccupiedLength)
        {
            foreach (int cell in CellsInside(shape, start, end))
            {
                CountCell(cell);
            }

            return;
        }

        for (int cell = start; cell < end; cell++)
        {
            CountCell(cell);
        }

        void CountCell(int cell)
        {
            int row = index.Find(columns, cell);
            if (row >= 0)
            {
                counts[row]++;
            }
            else
            {
                missing.Add((piece.Lookup.Name, cell));
            }
        }
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
