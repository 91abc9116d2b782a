using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Interaction;

/// <summary>
/// Product weights on an index cube: the weight of index x is Π_v (x_v = 0 ? W0_v : W1_v), most significant variable first. With
/// (1−r_v, r_v) it is eq(r, x), so that the weighted sum of a view is its multilinear extension at r; with (1, b^(2^j)) on an axis it is b^i.
/// </summary>
internal sealed class PointWeights
{
    private readonly object _root;
    private readonly int _plainFrom;
    private readonly int? _prefix;

    private PointWeights(object root, (Ext W0, Ext W1)[] variables, int plainFrom, int? prefix = null)
    {
        _root = root;
        Variables = variables;
        _plainFrom = plainFrom;
        _prefix = prefix;
    }

    public (Ext W0, Ext W1)[] Variables { get; }

    /// <summary>eq(point's last <paramref name="bits"/> coordinates, ·).</summary>
    public static PointWeights Suffix(Ext[] point, int bits)
    {
        var variables = new (Ext, Ext)[bits];
        for (int v = 0; v < bits; v++)
        {
            variables[v] = Eq(point[point.Length - bits + v]);
        }

        return new PointWeights(point, variables, 0);
    }

    /// <summary>eq on the axes without a base, powers of the base on the others.</summary>
    public static PointWeights ForConstraint(Constraint constraint, Ext[] point)
    {
        Shape shape = constraint.Shape;
        PointWeights weights = Suffix(point, shape.Bits);
        int plainFrom = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (constraint.Weights[axis].Base is not { } b)
            {
                continue;
            }

            int first = shape.FirstVariable(axis), bits = shape.AxisBits(axis);
            for (int j = 0; j < bits; j++)
            {
                weights.Variables[first + bits - 1 - j] = (Ext.One, KoalaBear.FromInt64(b).Pow(1UL << j));
            }

            plainFrom = first + bits;
        }

        return new PointWeights(point, weights.Variables, plainFrom);
    }

    /// <summary>The indices whose high bits are <paramref name="prefix"/>, and eq(point's last bits) on the low bits.</summary>
    public static PointWeights WithPrefix(Ext[] point, int bits, int prefix, int prefixBits)
    {
        PointWeights low = Suffix(point, bits);
        var variables = new (Ext, Ext)[prefixBits + bits];
        for (int v = 0; v < prefixBits; v++)
        {
            variables[v] = ((prefix >> (prefixBits - 1 - v)) & 1) == 0 ? (Ext.One, Ext.Zero) : (Ext.Zero, Ext.One);
        }

        low.Variables.CopyTo(variables, prefixBits);
        return new PointWeights(point, variables, prefixBits, prefix);
    }

    /// <summary>Any product weights; equal to no others.</summary>
    public static PointWeights Of((Ext W0, Ext W1)[] variables) => new(variables, variables, variables.Length);

    public static (Ext W0, Ext W1) Eq(Ext r) => (Ext.One - r, r);

    /// <summary>The weights' own multilinear extension at a point of as many variables.</summary>
    public Ext At(ReadOnlySpan<Ext> point)
    {
        Ext product = Ext.One;
        for (int v = 0; v < Variables.Length; v++)
        {
            product *= Variables[v].W0 * (Ext.One - point[v]) + Variables[v].W1 * point[v];
        }

        return product;
    }

    /// <summary>Equal keys mean equal weights along that run of variables.</summary>
    public object Key(int firstVariable, int bits)
    {
        if (firstVariable >= _plainFrom)
        {
            return (_root, Variables.Length - firstVariable, bits);
        }

        // Of a prefix, what counts are its bits within the run; the rest of the run is eq of the root.
        int fixedBits = Math.Min(_plainFrom - firstVariable, bits);
        return _prefix is { } prefix
            ? (_root, Variables.Length - firstVariable, bits, fixedBits, (prefix >> (_plainFrom - firstVariable - fixedBits)) & ((1 << fixedBits) - 1))
            : (this, firstVariable, bits);
    }
}
