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
            TableIndex index = users.Key.PublicIndex ?? TableIndex.OfCommitted(users.Key, witness, arena);
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
                    Count(index, columns, piece, counts[piece.Group], missing);
                }
            }

            for (int g = 0; g < counts.Length; g++)
            {
                Span<uint> cells = witness[users.Key.Multiplicities[g]];
                for (int row = 0; row < cells.Length; row++)
                {
                    cells[row] = KoalaBear.FromUInt32(counts[g][row]).Montgomery;
                }

                Array.Clear(counts[g]);
            }
        }

        arena.Release(mark);
        return missing;
    }

    private static void Count(TableIndex index, FieldVector[] columns, LookupPiece piece, uint[] counts, List<(string, int)> missing)
    {
        Shape shape = piece.Lookup.Shape;
        int start = piece.Prefix << piece.Bits, end = start + (1 << piece.Bits);
        if (shape.Count < shape.PaddedLength)
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
