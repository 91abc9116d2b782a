using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Proving;

/// <summary>
/// A view summed over some of its axes with weights and scaled along others: Σ over summed axes of Π weights · view, an array over the axes that are
/// left. Values are read where they stand; a summed last axis is one inner product, a kept one a run.
/// </summary>
internal sealed class ContractedView
{
    private readonly (int Out, int In, Ext Coefficient)[][] _entries;
    private readonly (int Out, int In)[] _strides;
    private readonly ExtVector? _lastWeights;
    private readonly StrideMap? _lastRun;
    private readonly Term _term;
    private readonly uint[]? _public;
    private readonly FieldVector _cells;
    private readonly ExtVector _destination;

    private ContractedView(Term term, Witness witness, Axis[] axes, ExtVector destination, Arena arena)
    {
        (_term, _destination) = (term, destination);
        int last = axes.Length - 1;
        _strides = [.. axes.Select((axis, a) => (axis.Sums ? 0 : axis.Stride, term.SourceShape.Stride(a)))];
        _entries = [.. axes.Select((axis, a) => a == last && (axis.Sums || axis.Runs(term.Maps[a])) ? [] : Entries(axis, term.Maps[a], arena))];
        _lastWeights = axes[last].Sums ? Transposed(axes[last], term.Maps[last], arena) : null;
        _lastRun = !axes[last].Sums && axes[last].Runs(term.Maps[last]) ? (StrideMap)term.Maps[last] : null;
        if (term.IsPrivate)
        {
            _cells = witness.Cells.Slice(witness.Statement.Offset(term.Source!), term.Source!.Shape.OccupiedLength);
        }
        else
        {
            _public = term.Source is null ? [KoalaBear.One.Montgomery] : witness.Publics[term.Source].ToArray();
        }
    }

    /// <summary>destination = the contracted view; views without ρ.</summary>
    public static void Evaluate(View view, Witness witness, Axis[] axes, ExtVector destination, Arena arena)
    {
        destination.Clear();
        foreach (Term term in view.Terms)
        {
            new ContractedView(term, witness, axes, destination, arena).Apply(0, 0, 0, term.Coefficient.Constant);
        }
    }

    private void Apply(int axis, int outCell, int inCell, Ext factor)
    {
        int last = _strides.Length - 1;
        if (axis == last && _lastWeights is { } weights)
        {
            _destination.Add(outCell, factor * Multilinear.Dot(weights, Cells(inCell, weights.Length)));
            return;
        }

        if (axis == last && _lastRun is { } run)
        {
            (int first, int count) = run.Range();
            if (count > 0)
            {
                FieldKernels.AddScaled(_destination.Slice(outCell + first, count), factor, Cells(inCell + first + run.Offset, count));
            }

            return;
        }

        (int outStride, int inStride) = _strides[axis];
        foreach ((int o, int i, Ext c) in _entries[axis])
        {
            int nextOut = outCell + o * outStride, nextIn = inCell + i * inStride;
            if (axis == last)
            {
                _destination.Add(nextOut, factor * c * KoalaBear.FromMontgomery(Cells(nextIn, 1)[0]));
            }
            else
            {
                Apply(axis + 1, nextOut, nextIn, factor * c);
            }
        }
    }

    private ReadOnlySpan<uint> Cells(int start, int count) => _public is null ? _cells.Span.Slice(start, count) : _public.AsSpan(start, count);

    private static (int, int, Ext)[] Entries(Axis axis, AxisMap map, Arena arena)
    {
        if (axis.Sums)
        {
            ExtVector vector = Transposed(axis, map, arena);
            return [.. Enumerable.Range(0, vector.Length).Where(i => vector[i] != Ext.Zero).Select(i => (0, i, vector[i]))];
        }

        return [.. map.Entries().Select(e => (e.Out, e.In, axis.Weights is { } w ? w[e.Out] * e.Coefficient.Constant : e.Coefficient.Constant))];
    }

    private static ExtVector Transposed(Axis axis, AxisMap map, Arena arena)
    {
        ExtVector vector = arena.Ext(map.InSize);
        map.Transpose(axis.Weights!.Value, Ext.Zero, vector);
        return vector;
    }

    /// <summary>What happens to an axis of the view.</summary>
    /// <param name="Sums">It is summed with the weights; otherwise it is kept, times the weights if there are any.</param>
    /// <param name="Stride">Of a kept axis in the result.</param>
    internal readonly record struct Axis(bool Sums, int Stride, ExtVector? Weights)
    {
        /// <summary>Kept as it stands, in neighbouring places.</summary>
        public bool Runs(AxisMap map) => Stride == 1 && Weights is null && map is StrideMap { Stride: 1 };
    }
}
