using Zkml.Fields;
using Zkml.Protocol.Reduction;

namespace Zkml.Protocol.Proving;

/// <summary>
/// The prover of <see cref="InnerProduct"/>. V and W end before the cube does; behind them both are zero. W stays in F until a few variables are bound,
/// and is folded anew for each pass: written out in E after the first, it would take twice the memory of W and V's together.
/// </summary>
internal sealed class InnerProductProver : InnerProduct.IProver
{
    private const int Grain = 1 << 11;
    private const int Tasks = 16;
    private const int BoundInBase = 3;
    private readonly Arena _arena;
    private readonly Workers _workers;
    private readonly FieldVector _base;
    private readonly ExtVector _v;
    private ExtVector _w;
    private Ext[] _weights = [Ext.One];
    private int _bound;
    private int _half;
    private int _length;

    /// <param name="v">Overwritten.</param>
    public InnerProductProver(ExtVector v, FieldVector w, int variables, Arena arena, Workers workers)
    {
        _v = v;
        _base = w;
        _arena = arena;
        _workers = workers;
        _length = w.Length;
        _half = 1 << Math.Max(variables - 1, 0);
    }

    public (Ext At0, Ext At2) Round()
    {
        int both = Math.Max(0, _length - _half), low = Math.Min(_length, _half), tasks = TasksFor(low);
        Arena.Mark mark = _arena.Position;
        ExtVector scratch = _arena.Ext(_bound is > 0 and < BoundInBase ? 2 * Grain * tasks : 0);
        var sums = new (Ext At0, Ext At2)[tasks];
        _workers.For(tasks, task =>
        {
            (Ext At0, Ext At2) sum = default;
            for (int start = task * Grain; start < low; start += tasks * Grain)
            {
                int end = Math.Min(start + Grain, low), middle = Math.Clamp(both, start, end);
                (Ext at0, Ext at2) = Pairs(start, middle - start, scratch, 2 * Grain * task);
                Ext alone = LowOnly(middle, end - middle, scratch, 2 * Grain * task);
                sum = (sum.At0 + at0 + alone, sum.At2 + at2 + alone);
            }

            sums[task] = sum;
        });
        _arena.Release(mark);
        return sums.Aggregate((x, y) => (x.At0 + y.At0, x.At2 + y.At2));
    }

    public void Bind(Ext challenge)
    {
        int both = Math.Max(0, _length - _half), low = Math.Min(_length, _half);
        _bound++;
        if (_bound <= BoundInBase)
        {
            _weights = [.. _weights.SelectMany(w => (Ext[])[w - w * challenge, w * challenge])];
        }

        if (_bound == BoundInBase)
        {
            _w = _arena.Ext(low);
        }

        _workers.ForRanges(low, Grain, (start, count) =>
        {
            int middle = Math.Clamp(both, start, start + count);
            Fold(_v, start, middle - start, start + count - middle, challenge);
            if (_bound > BoundInBase)
            {
                Fold(_w, start, middle - start, start + count - middle, challenge);
            }
            else if (_bound == BoundInBase)
            {
                FoldBase(start, _half, _w.Slice(start, count));
            }
        });
        _length = low;
        _half /= 2;
    }

    private static int TasksFor(int length) => Math.Clamp((length + Grain - 1) / Grain, 1, Tasks);

    private (Ext At0, Ext At2) Pairs(int start, int count, ExtVector scratch, int first)
    {
        if (count == 0)
        {
            return default;
        }

        ExtVector low = _v.Slice(start, count), high = _v.Slice(_half + start, count);
        return _bound == 0
            ? SumcheckKernels.Inner(low, high, _base.Span.Slice(start, count), _base.Span.Slice(_half + start, count))
            : SumcheckKernels.Inner(low, high, W(start, count, scratch, first), W(_half + start, count, scratch, first + Grain));
    }

    /// <summary>With a zero high half both sums are Σ V·W: (2·0 − V)(2·0 − W) = V·W.</summary>
    private Ext LowOnly(int start, int count, ExtVector scratch, int first) => count == 0 ? default
        : _bound == 0
            ? Multilinear.Dot(_v.Slice(start, count), _base.Span.Slice(start, count))
            : Multilinear.Dot(_v.Slice(start, count), W(start, count, scratch, first));

    private ExtVector W(int start, int count, ExtVector scratch, int first)
    {
        if (_bound >= BoundInBase)
        {
            return _w.Slice(start, count);
        }

        ExtVector values = scratch.Slice(first, count);
        FoldBase(start, 2 * _half, values);
        return values;
    }

    /// <summary>Values of W with the variables bound so far, from the value at <paramref name="start"/> of <paramref name="length"/>: Σ_b eq(r, b)·W(b, x).</summary>
    private void FoldBase(int start, int length, ExtVector values)
    {
        values.Clear();
        for (int b = 0; b < _weights.Length; b++)
        {
            int first = Math.Min(b * length + start, _base.Length), inside = Math.Min(values.Length, _base.Length - first);
            FieldKernels.AddScaled(values.Slice(0, inside), _weights[b], _base.Span.Slice(first, inside));
        }
    }

    /// <summary>Binds a variable where there are both halves, and behind that where the high half is zero.</summary>
    private void Fold(ExtVector values, int start, int pairs, int alone, Ext challenge)
    {
        if (pairs > 0)
        {
            Multilinear.Fold(values.Slice(start, pairs), values.Slice(_half + start, pairs), challenge, values.Slice(start, pairs));
        }

        if (alone > 0)
        {
            ExtVector low = values.Slice(start + pairs, alone);
            Multilinear.Scale(low, Ext.One - challenge, low);
        }
    }
}
