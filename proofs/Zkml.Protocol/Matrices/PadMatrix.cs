using System.Numerics;
using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Proving;
using Zkml.Protocol.Soundness;

namespace Zkml.Protocol.Matrices;

/// <summary>
/// Matrix B (review, section 2): rows f = f_data + (X^k − 1)·ρ over E on a coset of the n-th roots of unity. All pads and masks are drawn
/// here, before any challenge; the answers to Ligero's three tests prove that the linear constraints and products on them hold.
/// </summary>
internal sealed class PadMatrix
{
    private readonly PadLayout _layout;
    private readonly ExtVector[] _rows;
    private readonly ColumnCommitment _commitment;

    /// <param name="layout">Sizes and places.</param>
    /// <param name="randomness">For pads, masks, row randomness and salts.</param>
    /// <param name="arena">Keeps the rows as long as the matrix is used.</param>
    /// <param name="workers">Who encodes.</param>
    /// <param name="commit">Replaces the commitment to the encoded rows, for cheating provers in tests.</param>
    public PadMatrix(PadLayout layout, ProofRandomness randomness, Arena arena, Workers workers, Committer? commit = null)
    {
        _layout = layout;
        MatrixParameters shape = layout.Shape;
        Pads = arena.ZeroedExt(layout.DataRows * shape.DataLength);
        FillData(randomness);
        _rows = [.. Enumerable.Range(0, layout.Rows).Select(_ => arena.Ext(shape.MessageLength))];
        for (int i = 0; i < layout.Rows; i++)
        {
            FillRow(i, randomness);
        }

        FieldVector[] encoded = [.. Enumerable.Range(0, Ext.Degree * layout.Rows).Select(_ => arena.Field(shape.CodeLength))];
        workers.For(encoded.Length, i => DataDomain.Evaluate(_rows[i / Ext.Degree].Plane(i % Ext.Degree), shape, encoded[i].Span));
        _commitment = (commit ?? Committers.Plain)(encoded, randomness, arena, workers.Threads);
    }

    /// <summary>The data of all rows: pad i stands at place i.</summary>
    public ExtVector Pads { get; }

    public ReadOnlySpan<byte> Root => _commitment.Root;

    public byte[] Open(int[] columns)
    {
        var opening = new byte[_commitment.Shape.OpeningLength(columns)];
        _commitment.Open(columns, opening);
        return opening;
    }

    /// <summary>y_ldt = u + Σ c_i row_i over all rows but u.</summary>
    public ExtVector LowDegreeAnswer(Ext[] c, Arena arena)
    {
        ExtVector answer = arena.Ext(_layout.Shape.MessageLength);
        _rows[_layout.U].CopyTo(answer);
        int next = 0;
        for (int i = 0; i < _rows.Length; i++)
        {
            if (i != _layout.U)
            {
                Multilinear.AddScaled(answer, c[next++], _rows[i]);
            }
        }

        return answer;
    }

    /// <summary>
    /// y_dot = d0 + X^(k−1) d1 + Σ A_i row_i and y_quad = e0 + X^(t−1) e1 + (Σ ω_i (Z_i − X_i Y_i))/(X^k − 1), through values on a domain
    /// longer than both degrees.
    /// </summary>
    public (ExtVector Dot, ExtVector Quad) ProductAnswers(PadConstraints constraints, Ext[] omega, Arena arena, Workers workers)
    {
        MatrixParameters shape = _layout.Shape;
        int log = BitOperations.Log2((uint)(2 * shape.MessageLength - 1)) + 1, length = 1 << log;
        ExtVector[] rows = [.. Enumerable.Range(0, _layout.DataRows).Select(_ => arena.ZeroedExt(length))];
        ExtVector[] forms = [.. Enumerable.Range(0, _layout.DataRows).Select(_ => arena.ZeroedExt(length))];
        workers.For(_layout.DataRows, i =>
        {
            _rows[i].CopyTo(rows[i].Slice(0, shape.MessageLength));
            constraints.Interpolant(i, _layout, forms[i].Slice(0, shape.DataLength));
            Transform(rows[i], log);
            Transform(forms[i], log);
        });
        ExtVector dot = arena.ZeroedExt(length), quad = arena.ZeroedExt(length);
        for (int i = 0; i < _layout.DataRows; i++)
        {
            Multilinear.AddProducts(dot, forms[i], rows[i]);
        }

        for (int i = 0; i < _layout.TripleRows; i++)
        {
            Multilinear.AddScaled(quad, omega[i], rows[_layout.ZRow(i)]);
            Multilinear.Scale(rows[_layout.XRow(i)], -omega[i], rows[_layout.XRow(i)]);
            Multilinear.AddProducts(quad, rows[_layout.XRow(i)], rows[_layout.YRow(i)]);
        }

        Back(dot, log);
        Back(quad, log);
        DivideByVanishing(quad, 2 * shape.MessageLength - 1);
        AddMasks(dot, _layout.D0, _layout.D1, _layout.DotShift);
        AddMasks(quad, _layout.E0, _layout.E1, shape.Queries - 1);
        return (dot.Slice(0, _layout.DotLength), quad.Slice(0, _layout.QuadLength));
    }

    private void FillData(ProofRandomness randomness)
    {
        ExtVector pads = Pads.Slice(0, _layout.PadRows * _layout.Shape.DataLength);
        for (int c = 0; c < Ext.Degree; c++)
        {
            randomness.FillField(pads.Plane(c));
        }

        ExtVector cells = Pads;
        for (int p = 0; p < _layout.Products.Count; p++)
        {
            (Ext x, Ext y) = (cells[_layout.Products[p].X], cells[_layout.Products[p].Y]);
            cells[_layout.XPlace(p)] = x;
            cells[_layout.YPlace(p)] = y;
            cells[_layout.Place(_layout.Messages + p)] = x * y;
        }
    }

    private void FillRow(int index, ProofRandomness randomness)
    {
        MatrixParameters shape = _layout.Shape;
        ExtVector row = _rows[index];
        for (int c = 0; c < Ext.Degree; c++)
        {
            randomness.FillField(row.Plane(c));
        }

        if (index < _layout.DataRows)
        {
            // f_data + (X^k − 1)·ρ: the random coefficients stand above X^k already and are subtracted below.
            ExtVector data = row.Slice(0, shape.DataLength);
            Pads.Slice(index * shape.DataLength, shape.DataLength).CopyTo(data);
            DataDomain.Interpolate(data, shape);
            Multilinear.AddScaled(row.Slice(0, shape.Queries), -Ext.One, row.Slice(shape.DataLength, shape.Queries));
        }
        else if (index == _layout.D1)
        {
            MakeSumZero(_rows[_layout.D0], row);
        }
    }

    /// <summary>Zero sum over H of D = d0 + X^s d1: the coefficients of 1, X^k, X^2k, … add up to zero (review, Z7).</summary>
    private void MakeSumZero(ExtVector d0, ExtVector d1)
    {
        Ext sum = Ext.Zero;
        for (int i = _layout.Shape.DataLength; i < _layout.DotLength; i += _layout.Shape.DataLength)
        {
            sum += i < d0.Length ? d0[i] : Ext.Zero;
            sum += i >= _layout.DotShift ? d1[i - _layout.DotShift] : Ext.Zero;
        }

        d0[0] = -sum;
    }

    private void AddMasks(ExtVector answer, int first, int second, int shift)
    {
        int length = _layout.Shape.MessageLength;
        Multilinear.AddScaled(answer.Slice(0, length), Ext.One, _rows[first]);
        Multilinear.AddScaled(answer.Slice(shift, length), Ext.One, _rows[second]);
    }

    private void DivideByVanishing(ExtVector polynomial, int length)
    {
        int k = _layout.Shape.DataLength;
        for (int i = length - 1; i >= k; i--)
        {
            polynomial.Add(i - k, polynomial[i]);
        }

        // What is left below X^k is the remainder, zero when Z = X∘Y; the quotient stands above it.
        polynomial.Slice(k, length - k).CopyTo(polynomial.Slice(0, length - k));
        polynomial.Slice(length - k, polynomial.Length - (length - k)).Clear();
    }

    private static void Transform(ExtVector vector, int log)
    {
        for (int c = 0; c < Ext.Degree; c++)
        {
            Ntt.For(log).Forward(vector.Plane(c));
        }
    }

    private static void Back(ExtVector vector, int log)
    {
        for (int c = 0; c < Ext.Degree; c++)
        {
            Ntt.For(log).Inverse(vector.Plane(c));
        }
    }
}
