using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Proving;

/// <summary>The values of a view that occurs in products, folded as variables are bound. In F until the first variable, unless ρ occurs.</summary>
internal sealed class FactorArray
{
    private FieldVector _base;
    private ExtVector _ext;
    private bool _inBase;

    public FactorArray(View view, Witness witness, Ext rho, bool inBase, Arena arena)
    {
        _inBase = inBase;
        if (inBase)
        {
            _base = MultiplicityCounter.Values(view, witness, arena);
            _ext = arena.Ext(Math.Max(1, _base.Length / 2));
        }
        else
        {
            _ext = arena.Ext(view.Shape.PaddedLength);
            ViewEvaluator.Evaluate(view, witness, rho, _ext);
        }

        Length = view.Shape.PaddedLength;
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
