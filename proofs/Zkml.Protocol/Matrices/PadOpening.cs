using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Matrices;

/// <summary>The verifier's checks on matrix B: the answers to the low-degree, linear and quadratic test at every opened point.</summary>
internal sealed class PadOpening
{
    private readonly PadLayout _layout;
    private readonly PadConstraints _constraints;
    private readonly TestChallenges _challenges;
    private readonly Arena _arena;
    private Ext[] _lowDegree = [];
    private Ext[] _dot = [];
    private Ext[] _quad = [];

    public PadOpening(PadLayout layout, IReadOnlyList<Affine> constraints, TestChallenges challenges, Arena arena)
    {
        _layout = layout;
        _constraints = new PadConstraints(layout, constraints, challenges.Constraints, arena);
        _challenges = challenges;
        _arena = arena;
    }

    public void SetAnswers(Ext[] lowDegree, Ext[] dot, Ext[] quad) => (_lowDegree, _dot, _quad) = (lowDegree, dot, quad);

    /// <summary>The sum of y_dot over H, k·Σ_j y_dot[j·k], is Σ ρ_c b_c.</summary>
    public bool SumHolds()
    {
        int k = _layout.Shape.DataLength;
        Ext sum = Ext.Zero;
        for (int i = 0; i < _dot.Length; i += k)
        {
            sum += _dot[i];
        }

        return sum * KoalaBear.FromUInt32((uint)k) == _constraints.Value;
    }

    public void CheckColumns(int[] columns, KoalaBear[][] opened)
    {
        MatrixParameters shape = _layout.Shape;
        ExtVector lowDegree = Evaluate(_lowDegree), dot = Evaluate(_dot), quad = Evaluate(_quad);
        Ext[][] forms = [.. Enumerable.Range(0, _layout.DataRows).Select(i => Form(i, columns))];
        for (int i = 0; i < columns.Length; i++)
        {
            Ext[] rows = Rows(opened[i]);
            KoalaBear x = DataDomain.Point(columns[i], shape);
            Verifier.Require(lowDegree[columns[i]] == LowDegreeCombination(rows), "The pad matrix is not of low degree.");
            Ext expected = rows[_layout.D0] + x.Pow((ulong)_layout.DotShift) * rows[_layout.D1];
            for (int row = 0; row < forms.Length; row++)
            {
                expected += forms[row][i] * rows[row];
            }

            Verifier.Require(dot[columns[i]] == expected, "The linear test on the pad matrix fails.");
            KoalaBear vanishing = x.Pow((ulong)shape.DataLength) - KoalaBear.One;
            Ext mask = rows[_layout.E0] + x.Pow((ulong)shape.Queries - 1) * rows[_layout.E1];
            Verifier.Require(
                vanishing * quad[columns[i]] == vanishing * mask + TripleCombination(rows), "The quadratic test on the pad matrix fails.");
        }
    }

    private Ext LowDegreeCombination(Ext[] rows)
    {
        Ext sum = rows[_layout.U];
        int next = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (i != _layout.U)
            {
                sum += _challenges.Rows[next++] * rows[i];
            }
        }

        return sum;
    }

    private Ext TripleCombination(Ext[] rows)
    {
        Ext sum = Ext.Zero;
        for (int i = 0; i < _layout.TripleRows; i++)
        {
            sum += _challenges.Triples[i] * (rows[_layout.ZRow(i)] - rows[_layout.XRow(i)] * rows[_layout.YRow(i)]);
        }

        return sum;
    }

    /// <summary>A_row at the opened points.</summary>
    private Ext[] Form(int row, int[] columns)
    {
        Arena.Mark mark = _arena.Position;
        ExtVector coefficients = _arena.Ext(_layout.Shape.DataLength);
        _constraints.Interpolant(row, _layout, coefficients);
        ExtVector values = Evaluate(coefficients);
        Ext[] opened = [.. columns.Select(c => values[c])];
        _arena.Release(mark);
        return opened;
    }

    private ExtVector Evaluate(Ext[] coefficients)
    {
        ExtVector vector = _arena.Ext(coefficients.Length);
        for (int i = 0; i < coefficients.Length; i++)
        {
            vector[i] = coefficients[i];
        }

        return Evaluate(vector);
    }

    private ExtVector Evaluate(ExtVector coefficients)
    {
        ExtVector values = _arena.Ext(_layout.Shape.CodeLength);
        for (int c = 0; c < Ext.Degree; c++)
        {
            DataDomain.Evaluate(coefficients.Plane(c), _layout.Shape, values.Plane(c));
        }

        return values;
    }

    private static Ext[] Rows(KoalaBear[] column)
    {
        var rows = new Ext[column.Length / Ext.Degree];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new Ext(column[4 * i], column[4 * i + 1], column[4 * i + 2], column[4 * i + 3]);
        }

        return rows;
    }
}
