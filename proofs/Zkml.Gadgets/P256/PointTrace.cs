using Fp = Zkml.Gadgets.P256.Residue<Zkml.Gadgets.P256.FieldPrime>;

namespace Zkml.Gadgets.P256;

/// <summary>
/// Runs t·G + a·Q + b·R' in Jacobian coordinates and writes every slope and coordinate of the affine computation. Two inversions in all:
/// one for the joint table, one for the chain.
/// </summary>
internal sealed class PointTrace
{
    private const int Steps = EcdsaLayout.Steps, Windows = WindowTable.Windows;
    private readonly EcdsaTrace _trace;
    private readonly JacobianPoint[] _points = new JacobianPoint[3 * Steps + Windows];
    private readonly Fp[] _slopes = new Fp[3 * Steps + Windows];
    private readonly Fp[] _inverses = new Fp[3 * Steps + Windows];
    private readonly Fp[] _scratch = new Fp[3 * Steps + Windows];
    private readonly AffinePoint[] _table = new AffinePoint[EcdsaLayout.TableSize];

    private PointTrace(EcdsaTrace trace) => _trace = trace;

    public static void Fill(in AffinePoint key, in EcdsaChoices choices, EcdsaTrace trace)
    {
        var run = new PointTrace(trace);
        run.FillTable(key, choices);
        run.FillChain();
        run.Clear();
    }

    private void FillTable(in AffinePoint key, in EcdsaChoices choices)
    {
        _table[0] = StartPoints.Start(choices.Start);
        SetPoint(0, _table[0]);
        _points[0] = JacobianPoint.From(_table[0]);
        for (int m = 1; m < _table.Length; m++)
        {
            _points[m] = _points[EcdsaRelations.Previous(m)].AddDistinct((m & 3) != 0 ? choices.Point : key, out _slopes[m]);
        }

        Invert(_table.Length);
        for (int m = 1; m < _table.Length; m++)
        {
            _table[m] = _points[m].ToAffine(_inverses[m]);
            _trace.Set(Plane.Auxiliary, EcdsaColumns.TableSlope + m, _slopes[m] * _inverses[m]);
            SetPoint(m, _table[m]);
        }
    }

    private void SetPoint(int index, in AffinePoint point)
    {
        _trace.Set(Plane.Auxiliary, EcdsaColumns.TableX + index, point.X);
        _trace.Set(Plane.Auxiliary, EcdsaColumns.TableY + index, point.Y);
    }

    private void FillChain()
    {
        JacobianPoint sum = JacobianPoint.From(_table[0]);
        for (int step = 0; step < Steps; step++)
        {
            int index = 4 * _trace.DigitsA[step] + _trace.DigitsB[step];
            _trace.Copy(Plane.SelectedX, step, Plane.Auxiliary, EcdsaColumns.TableX + index);
            _trace.Copy(Plane.SelectedY, step, Plane.Auxiliary, EcdsaColumns.TableY + index);
            JacobianPoint doubled = _points[3 * step] = sum.Double(out _slopes[3 * step]);
            _points[3 * step + 1] = doubled.AddDistinct(_table[index], out _slopes[3 * step + 1]);
            sum = _points[3 * step + 2] = _points[3 * step + 1].AddDistinct(doubled, out _slopes[3 * step + 2]);
        }

        ReadOnlySpan<short> digits = _trace.Limbs(Plane.Auxiliary, EcdsaColumns.T);
        for (int w = 0; w < Windows; w++)
        {
            ref readonly AffinePoint point = ref WindowTable.Shared[w, digits[w]];
            _trace.Set(Plane.WindowPoint, w, point.X);
            _trace.Set(Plane.WindowPoint, Windows + w, point.Y);
            sum = _points[3 * Steps + w] = sum.AddDistinct(point, out _slopes[3 * Steps + w]);
        }

        Invert(_points.Length);
        WriteChain();
    }

    private void WriteChain()
    {
        for (int step = 0; step < Steps; step++)
        {
            WriteStep(3 * step, step, Plane.SlopeDouble, Plane.XDouble);
            WriteStep(3 * step + 1, step, Plane.SlopeAdd, Plane.XMiddle);
            AffinePoint next = WriteStep(3 * step + 2, step, Plane.SlopeSecond, Plane.X);
            _trace.Set(Plane.Y, step, next.Y);
        }

        for (int w = 0; w < Windows; w++)
        {
            int i = 3 * Steps + w;
            AffinePoint next = _points[i].ToAffine(_inverses[i]);
            _trace.Set(Plane.Window, w, _slopes[i] * _inverses[i]);
            _trace.Set(Plane.Window, Windows + w, next.X);
            _trace.Set(Plane.Auxiliary, EcdsaColumns.EndY, next.Y);
        }
    }

    private AffinePoint WriteStep(int index, int column, Plane slope, Plane x)
    {
        AffinePoint point = _points[index].ToAffine(_inverses[index]);
        _trace.Set(slope, column, _slopes[index] * _inverses[index]);
        _trace.Set(x, column, point.X);
        return point;
    }

    private void Invert(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _inverses[i] = _points[i].Z;
        }

        Fp.InvertAll(_inverses.AsSpan(0, count), _scratch.AsSpan(0, count));
    }

    private void Clear()
    {
        Array.Clear(_points);
        Array.Clear(_slopes);
        Array.Clear(_inverses);
        Array.Clear(_scratch);
        Array.Clear(_table);
    }
}
