using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>
/// Writes out the values of views. Runs along the last axis are vectorised when that axis is mapped with stride 1, so gadgets put their
/// long parallel axis last.
/// </summary>
public static class ViewEvaluator
{
    /// <summary>Values in F over the padded cube, zero outside the extents.</summary>
    /// <param name="destination">Length 2^Bits of the view's shape; overwritten.</param>
    public static void Evaluate(View view, Witness witness, FieldVector destination)
    {
        destination.Span.Clear();
        foreach (Term term in view.Terms)
        {
            new BaseTerm(term, view.Shape, witness, destination).Apply(0, 0, 0, term.Coefficient.Constant);
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

    private static ReadOnlySpan<uint> Source(Term term, Witness witness) =>
        term.Source is null ? One : witness[term.Source];

    private static readonly uint[] One = [KoalaBear.One.Montgomery];

    private readonly struct BaseTerm(Term term, Shape shape, Witness witness, FieldVector destination)
    {
        private readonly (int Out, int In, KoalaBear Coefficient)[][] _entries =
            [.. term.Maps.Select(m => m.Entries().Select(e => (e.Out, e.In, e.Coefficient.Constant)).ToArray())];

        public void Apply(int axis, int outCell, int inCell, KoalaBear factor)
        {
            AxisMap map = term.Maps[axis];
            if (axis < term.Maps.Length - 1)
            {
                int outStride = shape.Stride(axis), inStride = term.SourceShape.Stride(axis);
                foreach ((int o, int i, KoalaBear c) in _entries[axis])
                {
                    Apply(axis + 1, outCell + o * outStride, inCell + i * inStride, factor * c);
                }

                return;
            }

            ReadOnlySpan<uint> source = Source(term, witness);
            Span<uint> target = destination.Span;
            if (map.IsStrided && map.Stride == 1)
            {
                (int first, int count) = map.StridedRange();
                FieldKernels.AddScaled(target.Slice(outCell + first, count), factor, source.Slice(inCell + first + map.Offset, count));
                return;
            }

            foreach ((int o, int i, KoalaBear c) in _entries[axis])
            {
                KoalaBear sum = KoalaBear.FromMontgomery(target[outCell + o]) + factor * c * KoalaBear.FromMontgomery(source[inCell + i]);
                target[outCell + o] = sum.Montgomery;
            }
        }
    }

    private readonly struct ExtTerm(Term term, Shape shape, Witness witness, Ext rho, ExtVector destination)
    {
        private readonly (int Out, int In, Ext Coefficient)[][] _entries =
            [.. term.Maps.Select(m => m.Entries().Select(e => (e.Out, e.In, e.Coefficient.Evaluate(rho))).ToArray())];

        public void Apply(int axis, int outCell, int inCell, Ext factor)
        {
            AxisMap map = term.Maps[axis];
            if (axis < term.Maps.Length - 1)
            {
                int outStride = shape.Stride(axis), inStride = term.SourceShape.Stride(axis);
                foreach ((int o, int i, Ext c) in _entries[axis])
                {
                    Apply(axis + 1, outCell + o * outStride, inCell + i * inStride, factor * c);
                }

                return;
            }

            ReadOnlySpan<uint> source = Source(term, witness);
            if (map.IsStrided && map.Stride == 1)
            {
                (int first, int count) = map.StridedRange();
                FieldKernels.AddScaled(destination.Slice(outCell + first, count), factor, source.Slice(inCell + first + map.Offset, count));
                return;
            }

            foreach ((int o, int i, Ext c) in _entries[axis])
            {
                destination[outCell + o] += factor * c * KoalaBear.FromMontgomery(source[inCell + i]);
            }
        }
    }
}
