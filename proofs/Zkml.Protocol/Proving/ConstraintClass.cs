using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;
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
    private readonly ExtVector _linear;
    private readonly int _degree;
    private int _bound;
    private Ext _claim = Ext.Zero;
    private Ext[] _values = [];

    /// <param name="own">Factors no earlier class folds.</param>
    public ConstraintClass(
        PointWeights weights, Ext front, (Ext, FactorArray[])[] products, FactorArray[] own, ExtVector linear)
    {
        _variables = weights.Variables;
        Front = front;
        _products = products;
        _own = own;
        _linear = linear;
        _degree = products.Max(p => p.Item2.Length);
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

            Multilinear.Fold(_linear.Slice(start, count), _linear.Slice(half + start, count), r, _linear.Slice(start, count));
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

        Ext at0 = Multilinear.Dot(weights, _linear.Slice(start, count)), change = Multilinear.Dot(weights, _linear.Slice(half + start, count)) - at0;
        Ext at2 = at0 + change + change;
        return sum + new SumcheckKernels.Sums(at0, at2, at2 + change);
    }
}
