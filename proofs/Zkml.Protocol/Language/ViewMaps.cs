namespace Zkml.Protocol.Language;

/// <summary>A linear map after a view: the view of the mapped values, still one map per axis and term. Costs nothing in a proof.</summary>
public static class ViewMaps
{
    /// <summary>The view with one more map per axis applied to its values.</summary>
    public static View Then(this View view, params AxisMap[] maps)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(maps.Length, view.Shape.Rank, nameof(maps));
        Shape shape = Shape.Of([.. maps.Select(m => m.OutSize)]);
        return view.Terms.Aggregate(View.Zero(shape), (sum, term) => sum + Rebuild(term, term.SourceShape, [.. maps.Zip(term.Maps, Compose)]));
    }

    /// <summary>The view with a map applied along its last axis.</summary>
    public static View ThenLast(this View view, AxisMap map) =>
        view.Then([.. Enumerable.Range(0, view.Shape.Rank - 1).Select(a => AxisMap.Identity(view.Shape[a])), map]);

    /// <summary>The values with axes of extent 1 inserted or removed: extents above 1 must be the same, in order.</summary>
    public static View WithShape(this View view, params int[] extents)
    {
        Shape shape = Shape.Of(extents);
        if (shape.Equals(view.Shape))
        {
            return view;
        }

        int[] axes = [.. Enumerable.Range(0, view.Shape.Rank).Where(a => view.Shape[a] > 1)];
        if (!axes.Select(a => view.Shape[a]).SequenceEqual(extents.Where(e => e > 1)))
        {
            throw new ArgumentException($"Shape {view.Shape} does not become {shape} by axes of extent 1 alone.", nameof(extents));
        }

        return view.Terms.Aggregate(View.Zero(shape), (sum, term) => sum + Reshape(term, view.Shape, extents));
    }

    private static View Reshape(Term term, Shape from, int[] extents)
    {
        for (int axis = 0; axis < from.Rank; axis++)
        {
            if (from[axis] == 1 && term.SourceShape[axis] > 1)
            {
                throw new ArgumentException("An axis that selects from a longer one cannot be removed.", nameof(term));
            }
        }

        var maps = new AxisMap[extents.Length];
        var source = new int[extents.Length];
        int[] axes = [.. Enumerable.Range(0, from.Rank).Where(a => from[a] > 1)];
        for (int axis = 0, next = 0; axis < extents.Length; axis++)
        {
            bool kept = extents[axis] > 1;
            source[axis] = kept ? term.SourceShape[axes[next]] : 1;
            maps[axis] = kept ? term.Maps[axes[next++]] : AxisMap.Identity(1);
        }

        return Rebuild(Scaled(term, from), Shape.Of(source), maps);
    }

    /// <summary>Factors of removed maps 1 → 1 move into the coefficient.</summary>
    private static Term Scaled(Term term, Shape from)
    {
        Coefficient coefficient = term.Coefficient;
        for (int axis = 0; axis < from.Rank; axis++)
        {
            if (from[axis] == 1)
            {
                coefficient *= term.Maps[axis].Entries().Aggregate(Coefficient.Zero, (sum, e) => sum + e.Coefficient);
            }
        }

        return term with { Coefficient = coefficient };
    }

    private static View Rebuild(Term term, Shape source, AxisMap[] maps) => term.Coefficient
        * (term.Source is null ? View.ConstantProduct(maps) : term.Source.MapAs(source, maps));

    /// <summary>outer · inner; stays a stride map where the product is one, since only those are evaluated along runs.</summary>
    private static AxisMap Compose(AxisMap outer, AxisMap inner)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(outer.InSize, inner.OutSize, nameof(outer));
        return outer.IsIdentity ? inner
            : inner.IsIdentity ? outer
            : ComposeStrides(outer, inner) ?? ComposeEntries(outer, inner);
    }

    private static AxisMap? ComposeStrides(AxisMap first, AxisMap second)
    {
        if (first is not StrideMap outer || second is not StrideMap inner)
        {
            return null;
        }

        int stride = checked(outer.Stride * inner.Stride), offset = checked(outer.Offset * inner.Stride + inner.Offset);
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
