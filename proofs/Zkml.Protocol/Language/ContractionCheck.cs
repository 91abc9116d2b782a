using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>The direct check of a contraction: every product is made.</summary>
internal static class ContractionCheck
{
    /// <summary>The cells of Linear where the sum is not zero.</summary>
    public static List<int> ViolatedCells(Contraction contraction, Witness witness, Arena arena)
    {
        FieldVector left = Values(contraction.Left), right = Values(contraction.Right), sum = Values(contraction.Linear);
        string letters = string.Concat(contraction.Left.Axes.Union(contraction.Right.Axes));
        int[] extents = [.. letters.Select(a => contraction.Left.Axes.Contains(a, StringComparison.Ordinal) ? contraction.Left.Extent(a) : contraction.Right.Extent(a))];
        int[][] strides = [.. new[] { contraction.Left, contraction.Right, contraction.Linear }.Select(v => Strides(v, letters))];
        var index = new int[letters.Length];
        bool more = true;
        while (more)
        {
            int l = Cell(strides[0], index), r = Cell(strides[1], index), s = Cell(strides[2], index);
            sum[s] += left[l] * right[r];
            more = Advance(index, extents);
        }

        var violated = new List<int>();
        for (int cell = 0; cell < sum.Length; cell++)
        {
            if (sum[cell] != KoalaBear.Zero)
            {
                violated.Add(cell);
            }
        }

        return violated;

        FieldVector Values(IndexedView view)
        {
            FieldVector values = arena.Field(view.View.Shape.PaddedLength);
            ViewEvaluator.Evaluate(view.View, witness, values);
            return values;
        }
    }

    private static int[] Strides(IndexedView view, string letters) =>
        [.. letters.Select(a => view.Axes.IndexOf(a, StringComparison.Ordinal) is >= 0 and int axis ? view.View.Shape.Stride(axis) : 0)];

    private static int Cell(int[] strides, int[] index)
    {
        int cell = 0;
        for (int a = 0; a < index.Length; a++)
        {
            cell += strides[a] * index[a];
        }

        return cell;
    }

    private static bool Advance(int[] index, int[] extents)
    {
        for (int a = index.Length - 1; a >= 0; a--)
        {
            if (++index[a] < extents[a])
            {
                return true;
            }

            index[a] = 0;
        }

        return false;
    }
}
