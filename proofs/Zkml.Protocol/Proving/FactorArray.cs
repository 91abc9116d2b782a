using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Proving;

/// <summary>The values of a view that occurs in products, folded as variables are bound. In F until the first variable, unless ρ occurs.</summary>
internal sealed class FactorArray
{
    private readonly View _view;
    private readonly bool _inPlace;
    private readonly FieldVector _base;
    private readonly ExtVector _ext;
    private bool _inBase;

    /// <summary>Takes the memory; <see cref="Fill"/> writes the values, which may be done for several views at once.</summary>
    public FactorArray(View view, Witness witness, bool inBase, Arena arena)
    {
        _view = view;
        _inBase = inBase;
        Length = view.Shape.PaddedLength;
        if (!inBase)
        {
            _ext = arena.Ext(Length);
            return;
        }

        _inPlace = MultiplicityCounter.TryInPlace(view, witness, out FieldVector inPlace);
        _base = _inPlace ? inPlace : arena.Field(Length);
        _ext = arena.Ext(Math.Max(1, Length / 2));
    }

    public void Fill(Witness witness, Ext rho)
    {
        if (!_inBase)
        {
            ViewEvaluator.Evaluate(_view, witness, rho, _ext);
        }
        else if (!_inPlace)
        {
            ViewEvaluator.Evaluate(_view, witness, _base);
        }
    }

    public int Length { get; private set; }

    /// <summary>The only value left.</summary>
    public Ext Value => _inBase ? _base[0] : _ext[0];

    public SumcheckKernels.Halves Halves(int start, int count)
    {
        int half = Length / 2;
        return _inBase
            ? new SumcheckKernels.Halves(_base.Span.Slice(start, count), _base.Span.Slice(half + start, count))
            : new SumcheckKernels.Halves(_ext.Slice(start, count), _ext.Slice(half + start, count));
    }

    /// <summary>Σ_i weights[i]·low[start + i] and the same for the high half.</summary>
    public (Ext Low, Ext High) Dot(ExtVector weights, int start)
    {
        int half = Length / 2, count = weights.Length;
        return _inBase
            ? (Multilinear.Dot(weights, _base.Span.Slice(start, count)), Multilinear.Dot(weights, _base.Span.Slice(half + start, count)))
            : (Multilinear.Dot(weights, _ext.Slice(start, count)), Multilinear.Dot(weights, _ext.Slice(half + start, count)));
    }

    /// <summary>Binds the most significant variable in [start, start + count) of the low half.</summary>
    public void Fold(int start, int count, Ext r)
    {
        int half = Length / 2;
        if (_inBase)
        {
            Multilinear.Fold(_base.Span.Slice(start, count), _base.Span.Slice(half + start, count), r, _ext.Slice(start, count));
        }
        else
        {
            Multilinear.Fold(_ext.Slice(start, count), _ext.Slice(half + start, count), r, _ext.Slice(start, count));
        }
    }

    /// <summary>To be called once after every part of the low half was folded.</summary>
    public void Folded()
    {
        _inBase = false;
        Length /= 2;
    }
}
