using System.Runtime.InteropServices;
using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Interaction;

/// <summary>
/// Per-axis vectors of the linear reduction, made once each: the weights along an axis, and the transpose of an axis map applied to them.
/// Since weights are products over variables and maps act axis by axis, a view's functional is the outer product of these vectors.
/// </summary>
internal sealed class AxisVectors(Arena arena, Ext rho, PublicValues? publics = null)
{
    private readonly Dictionary<object, ExtVector> _weights = [];
    private readonly Dictionary<(object Map, object Weights), ExtVector> _transposed = [];

    public Ext Rho => rho;

    /// <summary>The weights of the 2^bits indices of a run of variables.</summary>
    public ExtVector Weights(PointWeights weights, int firstVariable, int bits)
    {
        object key = weights.Key(firstVariable, bits);
        if (!_weights.TryGetValue(key, out ExtVector table))
        {
            table = arena.Ext(1 << bits);
            Multilinear.ProductTable(weights.Variables.AsSpan(firstVariable, bits), Ext.One, table);
            _weights[key] = table;
        }

        return table;
    }

    /// <summary>mapᵀ · weights along the view's axis: a vector over the source's axis.</summary>
    public ExtVector Transposed(AxisMap map, PointWeights weights, Shape viewShape, int axis)
    {
        int first = viewShape.FirstVariable(axis), bits = viewShape.AxisBits(axis);
        (object, object) key = (map.Key, weights.Key(first, bits));
        if (!_transposed.TryGetValue(key, out ExtVector vector))
        {
            ExtVector along = Weights(weights, first, bits);
            if (map.PartOf(along) is { } part)
            {
                vector = part;
            }
            else
            {
                vector = arena.Ext(map.InSize);
                map.Transpose(along, rho, vector);
            }

            _transposed[key] = vector;
        }

        return vector;
    }

    /// <summary>The functional applied to the array that is 1 inside the extents: Π over axes of the sum of its weights.</summary>
    public Ext Indicator(Shape shape, PointWeights weights)
    {
        Ext product = Ext.One;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            product *= Transposed(AxisMap.Broadcast(shape[axis]), weights, shape, axis)[0];
        }

        return product;
    }

    /// <summary>The functional applied to what is public in the view: constants and public arrays.</summary>
    public Ext Constants(View view, PointWeights weights)
    {
        Ext sum = Ext.Zero;
        foreach (Term term in view.Terms.Where(t => !t.IsPrivate))
        {
            ReadOnlySpan<uint> values = term.Source is null ? [KoalaBear.One.Montgomery] : publics![term.Source];
            sum += term.Coefficient.Evaluate(rho) * Contract(term, values, view.Shape, weights, 0, 0);
        }

        return sum;
    }

    private Ext Contract(Term term, ReadOnlySpan<uint> values, Shape shape, PointWeights weights, int axis, int cell)
    {
        ExtVector vector = Transposed(term.Maps[axis], weights, shape, axis);
        int stride = term.SourceShape.Stride(axis);
        Ext sum = Ext.Zero;
        for (int i = 0; i < vector.Length; i++)
        {
            sum += axis == term.Maps.Length - 1
                ? vector[i] * KoalaBear.FromMontgomery(values[cell + i])
                : vector[i] * Contract(term, values, shape, weights, axis + 1, cell + i * stride);
        }

        return sum;
    }

    /// <summary>Σ_i weights(i)·column[i].</summary>
    public Ext Dot(ReadOnlySpan<KoalaBear> column, PointWeights weights) =>
        Multilinear.Dot(Weights(weights, 0, weights.Variables.Length).Slice(0, column.Length), MemoryMarshal.Cast<KoalaBear, uint>(column));

    /// <summary>Σ weights(i) for i below count.</summary>
    public Ext Sum(int count, PointWeights weights) => Multilinear.Sum(Weights(weights, 0, weights.Variables.Length).Slice(0, count));
}
