using Zkml.Fields;
using Zkml.Protocol.Reduction;

namespace Zkml.Protocol.Proving;

/// <summary>The prover of <see cref="InnerProduct"/>. V and W end before the cube does; behind them both are zero.</summary>
internal sealed class InnerProductProver : InnerProduct.IProver
{
    private const int Grain = 1 << 13;
    private readonly Workers _workers;
    private ExtVector _v;
    private FieldVector _base;
    private ExtVector _w;
    private bool _firstRound = true;
    private int _half;
    private int _length;

    /// <param name="v">Overwritten.</param>
    public InnerProductProver(ExtVector v, FieldVector w, int variables, Arena arena, Workers workers)
    {
        _v = v;
        _base = w;
        _workers = workers;
        _length = w.Length;
        _half = 1 << Math.Max(variables - 1, 0);
        _w = arena.Ext(Math.Min(_length, _half));
    }

    public (Ext At0, Ext At2) Round()
    {
        int both = Math.Max(0, _length - _half), low = Math.Min(_length, _half);
        int pieces = (low + Grain - 1) / Grain;
        var sums = new (Ext At0, Ext At2)[pieces];
        _workers.For(pieces, i =>
        {
            int start = i * Grain, end = Math.Min(start + Grain, low), middle = Math.Clamp(both, start, end);
            (Ext at0, Ext at2) = Pairs(start, middle - start);
            Ext alone = LowOnly(middle, end - middle);
            sums[i] = (at0 + alone, at2 + alone);
        });
        return sums.Aggregate((Ext.Zero, Ext.Zero), (x, y) => (x.Item1 + y.At0, x.Item2 + y.At2));
    }

    public void Bind(Ext challenge)
    {
        int both = Math.Max(0, _length - _half), low = Math.Min(_length, _half);
        _workers.ForRanges(low, Grain, (start, count) =>
        {
            int middle = Math.Clamp(both, start, start + count);
            FoldPairs(start, middle - start, challenge);
            FoldLowOnly(middle, start + count - middle, challenge);
        });
        _firstRound = false;
        _length = low;
        _half /= 2;
    }

    private (Ext At0, Ext At2) Pairs(int start, int count) => count == 0 ? default
        : _firstRound
            ? SumcheckKernels.Inner(_v.Slice(start, count), _v.Slice(_half + start, count), _base.Span.Slice(start, count), _base.Span.Slice(_half + start, count))
            : SumcheckKernels.Inner(_v.Slice(start, count), _v.Slice(_half + start, count), _w.Slice(start, count), _w.Slice(_half + start, count));

    /// <summary>With a zero high half both sums are Σ V·W: (2·0 − V)(2·0 − W) = V·W.</summary>
    private Ext LowOnly(int start, int count) => count == 0 ? default
        : _firstRound
            ? Multilinear.Dot(_v.Slice(start, count), _base.Span.Slice(start, count))
            : Multilinear.Dot(_v.Slice(start, count), _w.Slice(start, count));

    private void FoldPairs(int start, int count, Ext r)
    {
        if (count == 0)
        {
            return;
        }

        if (_firstRound)
        {
            Multilinear.Fold(_base.Span.Slice(start, count), _base.Span.Slice(_half + start, count), r, _w.Slice(start, count));
        }
        else
        {
            Multilinear.Fold(_w.Slice(start, count), _w.Slice(_half + start, count), r, _w.Slice(start, count));
        }

        Multilinear.Fold(_v.Slice(start, count), _v.Slice(_half + start, count), r, _v.Slice(start, count));
    }

    private void FoldLowOnly(int start, int count, Ext r)
    {
        if (count == 0)
        {
            return;
        }

        Ext factor = Ext.One - r;
        ExtVector w = _w.Slice(start, count);
        if (_firstRound)
        {
            w.Clear();
            FieldKernels.AddScaled(w, factor, _base.Span.Slice(start, count));
        }
        else
        {
            Multilinear.Scale(w, factor, w);
        }

        Multilinear.Scale(_v.Slice(start, count), factor, _v.Slice(start, count));
    }
}
