using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>
/// Writes out the values of views. Runs along the last axis are vectorised when that axis is mapped with stride 1, so gadgets put their
/// long parallel axis last.
/// </summary>
public static class ViewEvaluator
{
    /// <summary>Values in F over the padded cube, zero outside the extents.</summary>
    /// <param name="destination">Length 2^Bits of the view's shape, or at least what it occupies; overwritten.</param>
    public static void Evaluate(View view, Witness witness, FieldVector destination)
    {
        destination.Span.Clear();
        if (view.Terms is [{ Source: null } constant] && constant.Maps is [StrideMap { Stride: 0, Offset: 0, OutSize: > 1 }, ..])
        {
            Repeat(constant, view.Shape, witness, destination);
            return;
        }

        foreach (Term term in view.Terms)
        {
            new BaseTerm(term, view.Shape, witness, destination).Apply(0, 0, 0, term.Coefficient.Constant);
        }
    }

    /// <summary>A constant that is the same at every index of the first axis: made once and copied.</summary>
    private static void Repeat(Term term, Shape shape, Witness witness, FieldVector destination)
    {
        Shape first = Shape.Of([1, .. Enumerable.Range(1, shape.Rank - 1).Select(a => shape[a])]);
        new BaseTerm(term with { Maps = [AxisMap.Identity(1), .. term.Maps[1..]] }, first, witness, destination)
            .Apply(0, 0, 0, term.Coefficient.Constant);
        int stride = shape.Stride(0);
        Span<uint> row = destination.Span[..first.OccupiedLength];
        for (int i = 1; i < shape[0]; i++)
        {
            row.CopyTo(destination.Span[(i * stride)..]);
        }
    }

    /// <summary>Values in E, for views that use the statement challenge.</summary>
    public static void Evaluate(View view, Witness witness, Ext rho, ExtVector destination)
    {
        destination.Clear();
        Accumulate(view, witness, rho, Ext.One, destination);
    }

    /// <summary>destination += factor · values.</summary>
    public static void Accumulate(View view, Witness witness, Ext rho, Ext factor, ExtVector destination)
    {
        foreach (Term term in view.Terms)
        {
            new ExtTerm(term, view.Shape, witness, rho, destination).Apply(0, 0, 0, factor * term.Coefficient.Evaluate(rho));
        }
    }

    /// <summary>What a term reads: cells of the witness, or public values.</summary>
    private readonly struct TermSource
    {
        private static readonly uint[] One = [KoalaBear.One.Montgomery];
        private readonly FieldVector _cells;
        private readonly uint[]? _public;

        public TermSource(Term term, Witness witness)
        {
            if (term.IsPrivate)
            {
                _cells = witness.Cells.Slice(witness.Statement.Offset(term.Source!), term.Source!.Shape.OccupiedLength);
            }
            else
            {
                _public = term.Source is null ? One : witness.Publics[term.Source].ToArray();
            }
        }

        public ReadOnlySpan<uint> Slice(int start, int count) =>
            _public is null ? _cells.Span.Slice(start, count) : _public.AsSpan(start, count);
    }

    /// <summary>
    /// The last axes of a term that form one run of neighbouring places: read in place (stride 1), or all from one place (stride 0). Axes
    /// join from the last one as long as those behind them fill their bits. The axes before are walked entry by entry.
    /// </summary>
    private readonly record struct TermRun(int Walked, int Out, int In, int Count, bool Repeats)
    {
        public static TermRun Of(Term term, Shape shape)
        {
            int axis = term.Maps.Length - 1;
            if (term.Maps[axis] is not StrideMap { Stride: 0 or 1 } last)
            {
                return new TermRun(axis + 1, 0, 0, 1, false);
            }

            bool repeats = last.Stride == 0;
            while (axis > 0 && shape[axis] == 1 << shape.AxisBits(axis) && IsWhole(term.Maps[axis], repeats) && IsWhole(term.Maps[axis - 1], repeats))
            {
                axis--;
            }

            (int first, int count) = last.Range();
            return axis == term.Maps.Length - 1
                ? new TermRun(axis, first, repeats ? last.Offset : first + last.Offset, count, repeats)
                : new TermRun(axis, 0, 0, shape[axis] * shape.Stride(axis), repeats);
        }

        private static bool IsWhole(AxisMap map, bool repeats) => repeats ? map is StrideMap { Stride: 0, InSize: 1, Offset: 0 } : map.IsIdentity;
    }

    private sealed class BaseTerm
    {
        private readonly (int Out, int In, KoalaBear Coefficient)[][] _entries;
        private readonly TermRun _run;
        private readonly (int Out, int In)[] _strides;
        private readonly TermSource _source;
        private readonly FieldVector _destination;

        public BaseTerm(Term term, Shape shape, Witness witness, FieldVector destination)
        {
            (_source, _destination) = (new TermSource(term, witness), destination);
            _run = TermRun.Of(term, shape);
            _entries = [.. term.Maps.Take(_run.Walked).Select(m => m.Entries().Select(e => (e.Out, e.In, e.Coefficient.Constant)).ToArray())];
            _strides = [.. Enumerable.Range(0, _run.Walked).Select(a => (shape.Stride(a), term.SourceShape.Stride(a)))];
        }

        public void Apply(int axis, int outCell, int inCell, KoalaBear factor)
        {
            if (_run.Count == 0)
            {
                return;
            }

            if (axis == _run.Walked)
            {
                Span<uint> target = _destination.Span.Slice(outCell + _run.Out, _run.Count);
                if (_run.Repeats)
                {
                    FieldKernels.Add(target, factor * KoalaBear.FromMontgomery(_source.Slice(inCell + _run.In, 1)[0]));
                    return;
                }

                FieldKernels.AddScaled(target, factor, _source.Slice(inCell + _run.In, _run.Count));
                return;
            }

            (int outStride, int inStride) = _strides[axis];
            foreach ((int o, int i, KoalaBear c) in _entries[axis])
            {
                Apply(axis + 1, outCell + o * outStride, inCell + i * inStride, factor * c);
            }
        }
    }

    private sealed class ExtTerm
    {
        private readonly (int Out, int In, Ext Coefficient)[][] _entries;
        private readonly TermRun _run;
        private readonly (int Out, int In)[] _strides;
        private readonly TermSource _source;
        private readonly ExtVector _destination;

        public ExtTerm(Term term, Shape shape, Witness witness, Ext rho, ExtVector destination)
        {
            (_source, _destination) = (new TermSource(term, witness), destination);
            _run = TermRun.Of(term, shape);
            _entries = [.. term.Maps.Take(_run.Walked).Select(m => m.Entries().Select(e => (e.Out, e.In, e.Coefficient.Evaluate(rho))).ToArray())];
            _strides = [.. Enumerable.Range(0, _run.Walked).Select(a => (shape.Stride(a), term.SourceShape.Stride(a)))];
        }

        public void Apply(int axis, int outCell, int inCell, Ext factor)
        {
            if (_run.Count == 0)
            {
                return;
            }

            if (axis == _run.Walked)
            {
                ExtVector target = _destination.Slice(outCell + _run.Out, _run.Count);
                if (_run.Repeats)
                {
                    FieldKernels.Add(target, factor * KoalaBear.FromMontgomery(_source.Slice(inCell + _run.In, 1)[0]));
                    return;
                }

                FieldKernels.AddScaled(target, factor, _source.Slice(inCell + _run.In, _run.Count));
                return;
            }

            (int outStride, int inStride) = _strides[axis];
            foreach ((int o, int i, Ext c) in _entries[axis])
            {
                Apply(axis + 1, outCell + o * outStride, inCell + i * inStride, factor * c);
            }
        }
    }
}
