using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>
/// The direct check of a constraint without the statement challenge: values in F, a few nanoseconds per index and product, so that tests can
/// change every cell of a gadget in turn.
/// </summary>
internal static class BaseConstraintCheck
{
    /// <summary>Where the constraint does not hold; contracted axes are added up at index 0.</summary>
    public static List<int> ViolatedCells(Constraint constraint, Witness witness, Arena arena)
    {
        FieldVector sum = Values(constraint, witness, arena);
        for (int axis = 0; axis < constraint.Shape.Rank; axis++)
        {
            if (constraint.Weights[axis].Base is { } weightBase)
            {
                Contract(sum.Span, constraint.Shape, axis, KoalaBear.FromInt64(weightBase));
            }
        }

        // Views are zero outside the extents, so the sum is, too.
        var violated = new List<int>();
        Span<uint> values = sum.Span;
        for (int from = 0; values[from..].IndexOfAnyExcept(0u) is >= 0 and int step; from += step + 1)
        {
            violated.Add(from + step);
        }

        return violated;
    }

    private static FieldVector Values(Constraint constraint, Witness witness, Arena arena)
    {
        int length = constraint.Shape.PaddedLength;
        FieldVector sum = arena.Field(length), product = arena.Field(length);
        ViewEvaluator.Evaluate(constraint.Linear, witness, sum);
        var values = new Dictionary<View, FieldVector>(ReferenceEqualityComparer.Instance);
        foreach (Product term in constraint.Products)
        {
            foreach (View factor in term.Factors.Where(f => !values.ContainsKey(f)))
            {
                values[factor] = arena.Field(length);
                ViewEvaluator.Evaluate(factor, witness, values[factor]);
            }

            values[term.Factors[0]].Span.CopyTo(product.Span);
            foreach (View factor in term.Factors[1..])
            {
                Multiply(product.Span, values[factor].Span);
            }

            FieldKernels.AddScaled(sum.Span, term.Coefficient.Constant, product.Span);
        }

        return sum;
    }

    private static void Multiply(Span<uint> product, ReadOnlySpan<uint> factor)
    {
        for (int i = 0; i < product.Length; i++)
        {
            product[i] = (KoalaBear.FromMontgomery(product[i]) * KoalaBear.FromMontgomery(factor[i])).Montgomery;
        }
    }

    /// <summary>Adds Σ base^i · values at i to index 0 of the axis and clears the others.</summary>
    private static void Contract(Span<uint> values, Shape shape, int axis, KoalaBear weightBase)
    {
        int stride = shape.Stride(axis), block = stride << shape.AxisBits(axis);
        for (int start = 0; start < values.Length; start += block)
        {
            Span<uint> first = values.Slice(start, stride);
            KoalaBear weight = weightBase;
            for (int i = 1; i < shape[axis]; i++, weight *= weightBase)
            {
                Span<uint> other = values.Slice(start + i * stride, stride);
                FieldKernels.AddScaled(first, weight, other);
                other.Clear();
            }
        }
    }
}
