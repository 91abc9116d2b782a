using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Reduction;

/// <summary>Bilinear forms of the axes of terms at the point of the inner product, made once each.</summary>
internal sealed class AxisForms(AxisVectors axes, Ext[] point)
{
    private readonly PointWeights _eq = PointWeights.Suffix(point, point.Length);
    private readonly Dictionary<(object Map, object Weights, int Variable, int Start), (Ext Before, Ext Behind)> _forms = [];

    /// <summary>⟨mapᵀ weights, eq⟩ on the coordinates of an axis below the leading one.</summary>
    public Ext Inner(ClaimPart part, Term term, int axis) => Form(part, term, axis, 0).Before;

    /// <summary>
    /// Σ_i (mapᵀ weights)(i)·eq(all coordinates down to this axis, start + i), where the tensor begins at index start, counted in steps of the
    /// axis. What lies before and behind the next multiple of the axis' padded extent share the coordinates above the axis.
    /// </summary>
    public Ext Leading(ClaimPart part, Term term, int axis, int offset)
    {
        Shape source = term.SourceShape;
        ArgumentOutOfRangeException.ThrowIfNotEqual(offset % source.Stride(axis), 0, nameof(offset));
        int bits = source.AxisBits(axis), start = offset / source.Stride(axis), above = start >> bits;
        (Ext before, Ext behind) = Form(part, term, axis, start & ((1 << bits) - 1));
        int coordinates = Variable(source, axis);
        return behind == Ext.Zero
            ? Eq(coordinates, above) * before
            : Eq(coordinates, above) * before + Eq(coordinates, above + 1) * behind;
    }

    private (Ext Before, Ext Behind) Form(ClaimPart part, Term term, int axis, int start)
    {
        Shape source = term.SourceShape, shape = part.View.Shape;
        int variable = Variable(source, axis), bits = source.AxisBits(axis);
        (object, object, int, int) key =
            (term.Maps[axis].Key, part.Weights.Key(shape.FirstVariable(axis), shape.AxisBits(axis)), variable, start);
        if (!_forms.TryGetValue(key, out (Ext, Ext) form))
        {
            ExtVector table = axes.Weights(_eq, variable, bits), vector = axes.Transposed(term.Maps[axis], part.Weights, shape, axis);
            int before = Math.Min(vector.Length, table.Length - start), behind = vector.Length - before;
            form = (
                Multilinear.Dot(vector.Slice(0, before), table.Slice(start, before)),
                Multilinear.Dot(vector.Slice(before, behind), table.Slice(0, behind)));
            _forms[key] = form;
        }

        return form;
    }

    /// <summary>The first coordinate of an axis: a term's axes are the last ones of the point.</summary>
    private int Variable(Shape source, int axis) => point.Length - source.Bits + source.FirstVariable(axis);

    /// <summary>eq of the first coordinates and a number of as many bits.</summary>
    private Ext Eq(int coordinates, int number)
    {
        Ext product = Ext.One;
        for (int v = 0; v < coordinates; v++)
        {
            product *= ((number >> (coordinates - 1 - v)) & 1) == 0 ? Ext.One - point[v] : point[v];
        }

        return product;
    }
}
