using Zkml.Fields;

namespace Zkml.Protocol.Interaction;

/// <summary>
/// What the verifier knows of a value that was never sent in the clear: a constant plus a linear form in the cells of the pad matrix
/// (pads first, then products of pads). Immutable.
/// </summary>
internal sealed class Affine
{
    private readonly (int Cell, Ext Coefficient)[] _terms;

    private Affine(Ext constant, (int Cell, Ext Coefficient)[] terms)
    {
        Constant = constant;
        _terms = terms;
    }

    public static Affine Zero { get; } = new(Ext.Zero, []);

    public Ext Constant { get; }

    /// <summary>A cell may occur more than once; its coefficients add up.</summary>
    public ReadOnlySpan<(int Cell, Ext Coefficient)> Terms => _terms;

    public static Affine Of(Ext constant) => new(constant, []);

    /// <summary>constant + the cell.</summary>
    public static Affine Cell(Ext constant, int cell) => new(constant, [(cell, Ext.One)]);

    public static Affine operator +(Affine x, Affine y) => new(x.Constant + y.Constant, [.. x._terms, .. y._terms]);

    public static Affine operator -(Affine x, Affine y) => x + y * -Ext.One;

    public static Affine operator +(Affine x, Ext y) => new(x.Constant + y, x._terms);

    public static Affine operator -(Affine x, Ext y) => x + -y;

    public static Affine operator *(Affine x, Ext factor)
    {
        var terms = new (int Cell, Ext Coefficient)[x._terms.Length];
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = (x._terms[i].Cell, x._terms[i].Coefficient * factor);
        }

        return new Affine(x.Constant * factor, terms);
    }
}
