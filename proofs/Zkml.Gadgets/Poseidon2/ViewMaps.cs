using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Hashing;

/// <summary>Applies public linear maps to a view that is already a linear map of committed tensors: matrices multiply, axis by axis.</summary>
public static class ViewMaps
{
    /// <summary>The view read through one more map per axis.</summary>
    public static View Then(this View view, params AxisMap[] maps)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(maps.Length, view.Shape.Rank, nameof(maps));
        View result = View.Zero(Shape.Of([.. maps.Select(m => m.OutSize)]));
        foreach (Term term in view.Terms)
        {
            AxisMap[] composed = [.. term.Maps.Select((inner, axis) => Compose(maps[axis], inner))];
            result += term.Coefficient * (term.Source is null
                ? View.ConstantProduct(composed)
                : View.Of(term.Source, term.SourceShape, composed));
        }

        return result;
    }

    /// <summary>outer · inner; stays a stride map where the product is one, since only those are evaluated along runs.</summary>
    private static AxisMap Compose(AxisMap outer, AxisMap inner)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(outer.InSize, inner.OutSize, nameof(outer));
        return outer.IsIdentity ? inner
            : inner.IsIdentity ? outer
            : ComposeStrides(outer, inner) ?? ComposeEntries(outer, inner);
    }

    private static AxisMap? ComposeStrides(AxisMap outer, AxisMap inner)
    {
        if (!outer.IsStrided || !inner.IsStrided)
        {
            return null;
        }

        int stride = outer.Stride * inner.Stride, offset = outer.Offset * inner.Stride + inner.Offset;
        for (int i = 0; i < outer.OutSize; i++)
        {
            // An index that falls outside the middle axis is zero; a stride map from end to end would read on.
            int middle = i * outer.Stride + outer.Offset, source = i * stride + offset;
            if ((middle < 0 || middle >= outer.InSize) && source >= 0 && source < inner.InSize)
            {
                return null;
            }
        }

        return AxisMap.Strided(outer.OutSize, inner.InSize, stride, offset);
    }

    private static AxisMap ComposeEntries(AxisMap outer, AxisMap inner)
    {
        ILookup<int, AxisMap.Entry> rows = inner.Entries().ToLookup(e => e.Out);
        var sums = new Dictionary<(int Out, int In), Coefficient>();
        foreach (AxisMap.Entry left in outer.Entries())
        {
            foreach (AxisMap.Entry right in rows[left.In])
            {
                (int, int) place = (left.Out, right.In);
                sums[place] = sums.GetValueOrDefault(place, Coefficient.Zero) + left.Coefficient * right.Coefficient;
            }
        }

        return AxisMap.Sparse(outer.OutSize, inner.InSize, [.. sums.Select(s => new AxisMap.Entry(s.Key.Out, s.Key.In, s.Value))]);
    }
}
