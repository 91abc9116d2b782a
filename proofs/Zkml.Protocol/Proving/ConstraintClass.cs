using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Reduction;

namespace Zkml.Protocol.Proving;

/// <summary>
/// The zero constraints of one shape and one kind of weights within the zero-check: they share the weights, so
/// u(X) = Σ_x w(x)·(Σ products + linear)(X, x) over the variables still free, and the class contributes Front · w_j(X) · u(X).
/// </summary>
internal sealed class ConstraintClass
{
    private readonly (Ext Coefficient, FactorArray[] Factors)[] _products;
    private readonly (Ext W0, Ext W1)[] _variables;
    private readonly FactorArray[] _own;
    private readonly (Ext Coefficient, FactorArray Factor)[] _singles;
    private readonly ExtVector? _linear;
    private readonly int _degree;
    private int _bound;
    private Ext _claim = Ext.Zero;
    private Ext[] _values = [];

    /// <param name="weights">Those of all constraints in the class.</param>
    /// <param name="front">2^−(n − n_c).</param>
    /// <param name="products">Coefficients, with the powers of ζ, and factors; one factor is a linear part that equals a factor.</param>
    /// <param name="own">Factors no earlier class folds.</param>
    /// <param name="linear">The other linear parts, already combined; null when there are none.</param>
    public ConstraintClass(
        PointWeights weights, Ext front, (Ext Coefficient, FactorArray[] Factors)[] products, FactorArray[] own, ExtVector? linear)
    {
        _variables = weights.Variables;
        Front = front;
        _products = [.. products.Where(p => p.Factors.Length > 1)];
        _singles = [.. products.Where(p => p.Factors.Length == 1).Select(p => (p.Coefficient, p.Factors[0]))];
        _own = own;
        _linear = linear;
        _degree = products.Max(p => p.Factors.Length);
    }

    /// <summary>2^−(n − n_c) times the weights of the bound variables.</summary>
    public Ext Front { get; private set; }

    public int Variables => _variables.Length;

    /// <summary>u(0), …, u(degree).</summary>
    public void ComputeRound(Arena arena, Workers workers)
    {
        int half = 1 << (_variables.Length - _bound - 1);
        var weights = new SplitWeights(_variables.AsSpan(_bound + 1), arena);
        int inner = weights.Inner.Length, chunks = half / inner, pieces = Math.Min(chunks, 64);
        var sums = new SumcheckKernels.Sums[pieces];
        workers.For(pieces, piece =>
        {
            SumcheckKernels.Sums sum = default;
            for (int chunk = piece; chunk < chunks; chunk += pieces)
            {
                sum += Chunk(chunk * inner, weights.Inner) * weights.Outer[chunk];
            }

            sums[piece] = sum;
        });
        SumcheckKernels.Sums total = sums.Aggregate((x, y) => x + y);

        // (1 − t)·u(0) + t·u(1) = claim in general form: w0·u(0) + w1·u(1) = claim.
        (Ext w0, Ext w1) = _variables[_bound];
        Ext at1 = (_claim - w0 * total.At0) * w1.Inverse();
        _values = _degree == 2 ? [total.At0, at1, total.At2] : [total.At0, at1, total.At2, total.At3];
    }

    /// <summary>Front · w_j(x) · u(x).</summary>
    public Ext At(int x)
    {
        (Ext w0, Ext w1) = _variables[_bound];
        Ext weight = w0 + (w1 - w0) * Ext.FromInt64(x);
        return Front * weight * (x < _values.Length ? _values[x] : Interpolation.At(_values, Ext.FromInt64(x)));
    }

    public void Bind(Ext r, Workers workers)
    {
        int half = 1 << (_variables.Length - _bound - 1);
        workers.ForRanges(half, 1 << 13, (start, count) =>
        {
            foreach (FactorArray factor in _own)
            {
                factor.Fold(start, count, r);
            }

            if (_linear is { } linear)
            {
                Multilinear.Fold(linear.Slice(start, count), linear.Slice(half + start, count), r, linear.Slice(start, count));
            }
        });
        foreach (FactorArray factor in _own)
        {
            factor.Folded();
        }

        (Ext w0, Ext w1) = _variables[_bound];
        Front *= w0 + (w1 - w0) * r;
        _claim = Interpolation.At(_values, r);
        _bound++;
    }

    private SumcheckKernels.Sums Chunk(int start, ExtVector weights)
    {
        int count = weights.Length, half = 1 << (_variables.Length - _bound - 1);
        SumcheckKernels.Sums sum = default;
        foreach ((Ext coefficient, FactorArray[] f) in _products)
        {
            SumcheckKernels.Sums product = f.Length == 2
                ? SumcheckKernels.Product(weights, f[0].Halves(start, count), f[1].Halves(start, count))
                : SumcheckKernels.Product(weights, f[0].Halves(start, count), f[1].Halves(start, count), f[2].Halves(start, count));
            sum += product * coefficient;
        }

        foreach ((Ext coefficient, FactorArray factor) in _singles)
        {
            (Ext low, Ext high) = factor.Dot(weights, start);
            sum += Line(low, high) * coefficient;
        }

        return _linear is { } linear
            ? sum + Line(Multilinear.Dot(weights, linear.Slice(start, count)), Multilinear.Dot(weights, linear.Slice(half + start, count)))
            : sum;
    }

    /// <summary>The values at 0, 2 and 3 of a polynomial of degree one.</summary>
    private static SumcheckKernels.Sums Line(Ext at0, Ext at1)
    {
        Ext change = at1 - at0, at2 = at1 + change;
        return new SumcheckKernels.Sums(at0, at2, at2 + change);
    }
}
