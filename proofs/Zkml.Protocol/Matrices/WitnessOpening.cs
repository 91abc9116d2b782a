using Zkml.Fields;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Matrices;

/// <summary>The verifier's checks on matrix A: y(x) = m(x) + γ Σ a_i f_i(x) at every opened point x.</summary>
internal sealed class WitnessOpening
{
    private readonly MatrixParameters _shape;
    private readonly int _rows;
    private readonly ExtVector _rowWeights;
    private readonly ExtVector _columnWeights;
    private readonly Arena _arena;

    public WitnessOpening(ProtocolPlan plan, Ext[] point, Arena arena)
    {
        _shape = plan.Parameters.Witness;
        _rows = plan.WitnessRows;
        _arena = arena;
        int rowVariables = point.Length - _shape.LogDataLength;
        _rowWeights = arena.Ext(1 << rowVariables);
        _columnWeights = arena.Ext(_shape.DataLength);
        Multilinear.EqTable(point.AsSpan(0, rowVariables), _rowWeights);
        Multilinear.EqTable(point.AsSpan(rowVariables), _columnWeights);
    }

    /// <summary>⟨h, y⟩ over the data coefficients.</summary>
    public Ext RowValue(Ext[] y)
    {
        Ext sum = Ext.Zero;
        for (int j = 0; j < _shape.DataLength; j++)
        {
            sum += _columnWeights[j] * y[j];
        }

        return sum;
    }

    public bool Holds(Ext gamma, Ext[] y, int[] columns, KoalaBear[][] opened)
    {
        ExtVector values = _arena.ZeroedExt(_shape.CodeLength);
        for (int i = 0; i < y.Length; i++)
        {
            values[i] = y[i];
        }

        for (int c = 0; c < Ext.Degree; c++)
        {
            Ntt.For(_shape.LogCodeLength).Forward(values.Plane(c));
        }

        ExtVector weights = _rowWeights.Slice(0, _rows);
        for (int i = 0; i < columns.Length; i++)
        {
            ReadOnlySpan<KoalaBear> column = opened[i];
            Ext combination = Multilinear.Dot(weights, System.Runtime.InteropServices.MemoryMarshal.Cast<KoalaBear, uint>(column[.._rows]));
            if (values[columns[i]] != new Ext(column[_rows], column[_rows + 1], column[_rows + 2], column[_rows + 3]) + gamma * combination)
            {
                return false;
            }
        }

        return true;
    }
}
