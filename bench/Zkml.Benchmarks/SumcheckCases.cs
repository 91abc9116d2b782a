using Zkml.Fields;
using Zkml.Protocol.Proving;

namespace Zkml.Benchmarks;

/// <summary>The round sums of the prover; per index of the half cube.</summary>
internal static class SumcheckCases
{
    private const int Length = 512;

    public static IEnumerable<Kernel> All()
    {
        ExtVector[] v = [.. Enumerable.Range(0, 9).Select(i => FieldCases.RandomExt(Length, 20 + i))];
        FieldVector[] f = [.. Enumerable.Range(0, 6).Select(i => FieldCases.RandomField(Length, 90 + i))];
        yield return new Kernel("Sumcheck Pair", Length, () =>
            SumcheckKernels.Product(v[0], new(v[1], v[2]), new(v[3], v[4])));
        yield return new Kernel("Sumcheck Triple", Length, () =>
            SumcheckKernels.Product(v[0], new(v[1], v[2]), new(v[3], v[4]), new(v[5], v[6])));
        yield return new Kernel("Sumcheck BasePair", Length, () =>
            SumcheckKernels.Product(v[0], new(f[0].Span, f[1].Span), new(f[2].Span, f[3].Span)));
        yield return new Kernel("Sumcheck BaseTriple", Length, () =>
            SumcheckKernels.Product(v[0], new(f[0].Span, f[1].Span), new(f[2].Span, f[3].Span), new(f[4].Span, f[5].Span)));
        yield return new Kernel("Sumcheck TwoProducts", Length, () =>
            SumcheckKernels.TwoProducts(v[0], new(v[1], v[2]), new(v[3], v[4]), new(v[5], v[6]), new(v[7], v[8])));
        yield return new Kernel("Sumcheck Inner E*E", Length, () => SumcheckKernels.Inner(v[0], v[1], v[2], v[3]));
        yield return new Kernel("Sumcheck Inner E*F", Length, () => SumcheckKernels.Inner(v[0], v[1], f[0].Span, f[1].Span));
    }
}
