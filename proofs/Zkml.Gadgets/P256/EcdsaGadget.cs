using System.Runtime.CompilerServices;
using Zkml.Fields;
using Zkml.Protocol.Language;
using static Zkml.Gadgets.P256.EcdsaLayout;

namespace Zkml.Gadgets.P256;

/// <summary>
/// A hidden signature (r, s) of a digest e verifies under a key Q: ECDSA on P-256 (FIPS 186-5, 6.4.2).
/// <para>
/// Committed are a, b &lt; 2^128, a sign σ and t with a·s ≡ σ·b·r and t·s ≡ σ·b·e (mod n), b ≠ 0, r, s ∈ [1, n − 1]. With v = σb/s:
/// a ≡ v·r, t ≡ v·e, b ≡ σ·v·s, so that t·G + a·Q + b·R' = O ⇔ R' = −σ·(e·G + r·Q)/s. Shown is that equation, that Q and R' are on the curve,
/// and that x(R'), proved below p, is r or r + n. Both signs of R' are a valid signature's point, as only x counts.
/// </para>
/// <para>
/// acc ← 4·acc + T[a_k, b_k] in 64 steps from the start point S, T[i, j] = i·Q + j·R' + S, then 32 window points for t·G; the end is
/// C = (4^65 − 1)/3·S + (shifts)·G. Every affine addition is proved to have different x (<see cref="ExceptionalAdditions"/>); a
/// doubling needs no proof, since y ≠ 0 in a group of odd order.
/// </para>
/// </summary>
public sealed class EcdsaGadget
{
    private static readonly Lazy<KoalaBear[][]> WindowColumns = new(ComputeWindowColumns);

    /// <summary>All signatures of a statement share one window table.</summary>
    private static readonly ConditionalWeakTable<StatementBuilder, LookupTable> WindowTables = [];

    private readonly StatementBuilder _builder;
    private readonly string _name;

    private EcdsaGadget(StatementBuilder builder, string name)
    {
        (_builder, _name) = (builder, name);
        Tensors = new EcdsaTensors(builder, name);
    }

    /// <param name="Digest">32 × 1 bytes in the order of the hash. The gadget shows that all three are bytes.</param>
    /// <param name="KeyX">32 × 1, big-endian.</param>
    /// <param name="KeyY">32 × 1, big-endian.</param>
    public sealed record Given(View Digest, View KeyX, View KeyY);

    public EcdsaTensors Tensors { get; }

    public static EcdsaGadget Constrain(StatementBuilder builder, string name, Given given)
    {
        var gadget = new EcdsaGadget(builder, name);
        gadget.LinkInputs(given);
        RangeConstraints.State(builder, name, gadget.Tensors);
        gadget.CheckStartAndEnd();
        gadget.CheckDigits();
        gadget.SelectPoints();
        gadget.CheckAdditions();
        InputConstraints.State(builder, name, gadget.Tensors);
        RelationConstraints.State(builder, name, gadget.Tensors);
        return gadget;
    }

    private void LinkInputs(Given given)
    {
        AxisMap reversed = AxisMap.Sparse(Limbs, Limbs, [.. Enumerable.Range(0, Limbs).Select(i => new AxisMap.Entry(i, Limbs - 1 - i, 1))]);
        View Bytes(int column) => Tensors.Bytes.Map(reversed, AxisMap.Select(EcdsaColumns.BytesCount, column));
        _builder.AssertEqual(_name + ": digest", Bytes(EcdsaColumns.DigestBytes), given.Digest);
        _builder.AssertEqual(_name + ": key x", Bytes(EcdsaColumns.KeyXBytes), given.KeyX);
        _builder.AssertEqual(_name + ": key y", Bytes(EcdsaColumns.KeyYBytes), given.KeyY);
    }

    /// <summary>The accumulator begins at one of the public start points and ends at its constant.</summary>
    private void CheckStartAndEnd()
    {
        AxisMap each = AxisMap.Identity(Limbs), one = AxisMap.Identity(1);
        View Auxiliary(int column) => Tensors.AuxiliaryResults.Map(each, AxisMap.Select(PlaneColumns, column));
        View Chosen(Func<int, Residue<FieldPrime>> coordinate) => Tensors.Flags.MapAs(
            Shape.Of(EcdsaTensors.FlagCount, 1), AxisMap.Sparse(Limbs, EcdsaTensors.FlagCount, PublicLimbs(coordinate)), one);
        View last = Tensors.Results.MapAs(
            Shape.Of(MainPlanes * Limbs, PlaneColumns),
            AxisMap.Slice(MainPlanes * Limbs, (int)Plane.Window * Limbs, Limbs), AxisMap.Select(PlaneColumns, PlaneColumns - 1));

        View count = Tensors.Flags.Map(AxisMap.Contract(
            [.. Enumerable.Range(0, EcdsaTensors.FlagCount).Select(i => i < StartPoints.Count ? Coefficient.One : Coefficient.Zero)]));
        _builder.AssertEqual(_name + ": one start point", count, View.Constant(Shape.Of(1), 1));
        _builder.AssertEqual(_name + ": start x", Auxiliary(EcdsaColumns.TableX), Chosen(k => StartPoints.Start(k).X));
        _builder.AssertEqual(_name + ": start y", Auxiliary(EcdsaColumns.TableY), Chosen(k => StartPoints.Start(k).Y));
        _builder.AssertEqual(_name + ": end x", last, Chosen(k => StartPoints.End(k).X));
        _builder.AssertEqual(_name + ": end y", Auxiliary(EcdsaColumns.EndY), Chosen(k => StartPoints.End(k).Y));
    }

    private static AxisMap.Entry[] PublicLimbs(Func<int, Residue<FieldPrime>> coordinate) =>
    [
        .. from k in Enumerable.Range(0, StartPoints.Count)
           let limbs = EcdsaTrace.BalancedLimbs(coordinate(k))
           from i in Enumerable.Range(0, Limbs)
           select new AxisMap.Entry(i, k, (long)limbs[i]),
    ];

    /// <summary>a and ±b as limbs are their digits, four to a limb.</summary>
    private void CheckDigits()
    {
        AxisMap one = AxisMap.Identity(1), each = AxisMap.Identity(Limbs);
        AxisMap join = AxisMap.Sparse(
            Limbs, Steps, [.. Enumerable.Range(0, Steps).Select(i => new AxisMap.Entry(i / 4, Steps - 1 - i, 1L << (2 * (i % 4))))]);
        View Value(int row) => Tensors.Digits.MapAs(Shape.Of(2, Steps, 1), AxisMap.Select(2, row), join, one);
        View a = Tensors.Bytes.MapAs(
            Shape.Of(1, Limbs, EcdsaColumns.BytesCount), one, each, AxisMap.Select(EcdsaColumns.BytesCount, EcdsaColumns.ABytes));
        _builder.AssertEqual(_name + ": limbs of a", a, Value(EcdsaTensors.A));

        View b = Value(EcdsaTensors.B), signed = Tensors.SignedB.MapAs(Shape.Of(1, Limbs, 1), one, each, one);
        View negative = Tensors.Flags.MapAs(Shape.Of(1, EcdsaTensors.FlagCount, 1), one, AxisMap.Sparse(
            Limbs, EcdsaTensors.FlagCount, [.. Enumerable.Range(0, Limbs).Select(i => new AxisMap.Entry(i, EcdsaTensors.NegativeFlag, 1))]), one);
        _builder.AssertZero(_name + ": limbs of ±b", [new Product(-2, negative, b)], b - signed);
    }

    /// <summary>The point of a step is the row of the joint table, that of a window the row of the public one, which the digits name.</summary>
    private void SelectPoints()
    {
        Shape flat = Shape.Of(Limbs * PlaneColumns), rows = Shape.Of(TableSize), steps = Shape.Of(Steps);
        View TableColumn(int first, int limb) => Tensors.AuxiliaryResults.MapAs(
            flat, AxisMap.Slice(flat[0], limb * PlaneColumns + first, TableSize));
        LookupTable joint = _builder.CommittedTable(
            _name + " joint table",
            [
                View.ConstantArray(rows, [.. Enumerable.Range(0, TableSize).Select(m => (long)(m / 4))]),
                View.ConstantArray(rows, [.. Enumerable.Range(0, TableSize).Select(m => (long)(m % 4))]),
                .. Enumerable.Range(0, Limbs).Select(i => TableColumn(EcdsaColumns.TableX, i)),
                .. Enumerable.Range(0, Limbs).Select(i => TableColumn(EcdsaColumns.TableY, i)),
            ]);
        Shape selected = Shape.Of(2 * Limbs * Steps), digits = Shape.Of(2 * Steps);
        _builder.AssertLookup(
            _name + ": point of a step", joint,
            [
                .. Enumerable.Range(0, 2).Select(row => Tensors.Digits.MapAs(digits, AxisMap.Slice(digits[0], row * Steps, Steps))),
                .. Enumerable.Range(0, 2 * Limbs).Select(i => Tensors.Selected.MapAs(selected, AxisMap.Slice(selected[0], i * Steps, Steps))),
            ]);

        const int windows = WindowTable.Windows;
        View t = Tensors.AuxiliaryResults.MapAs(flat, AxisMap.Strided(windows, flat[0], PlaneColumns, EcdsaColumns.T));
        View Point(int first, int limb) => Tensors.WindowPoints.MapAs(flat, AxisMap.Slice(flat[0], limb * PlaneColumns + first, windows));
        _builder.AssertLookup(
            _name + ": point of a window", WindowTables.GetValue(_builder, b => b.PublicTable("multiples of the generator", WindowColumns.Value)),
            [
                View.ConstantArray(Shape.Of(windows), [.. Enumerable.Range(0, windows).Select(w => (long)w)]), t,
                .. Enumerable.Range(0, Limbs).Select(i => Point(0, i)), .. Enumerable.Range(0, Limbs).Select(i => Point(windows, i)),
            ]);
    }

    /// <summary>δ, δ − π and δ + π have inverses.</summary>
    private void CheckAdditions()
    {
        int count = ExceptionalAdditions.Differences.Count;
        AxisMap weights = AxisMap.Contract([.. Enumerable.Range(0, Limbs).Select(i => (Coefficient)ExceptionalAdditions.LimbWeight(i))]);
        View difference = RelationConstraints.Contract(Tensors, ExceptionalAdditions.Differences, weights)
            .Then(AxisMap.Identity(1), AxisMap.Broadcast(3), AxisMap.Identity(count));
        View shifts = View.ConstantProduct(
            AxisMap.Broadcast(1),
            AxisMap.Weights(0, -1 * (Coefficient)ExceptionalAdditions.Modulus, ExceptionalAdditions.Modulus),
            AxisMap.Broadcast(count));
        View inverse = Tensors.SlopeInverses.MapAs(Shape.Of(1, 3, count), AxisMap.Identity(1), AxisMap.Identity(3), AxisMap.Identity(count));
        _builder.AssertZero(
            _name + ": different x", [new Product(1, difference + shifts, inverse)], -View.Constant(Shape.Of(1, 3, count), 1));
    }

    /// <summary>window, digit, 32 limbs of x, 32 of y.</summary>
    private static KoalaBear[][] ComputeWindowColumns()
    {
        const int rows = WindowTable.Windows * WindowTable.Digits;
        KoalaBear[][] columns = [.. Enumerable.Range(0, 2 + 2 * Limbs).Select(_ => new KoalaBear[rows])];
        KoalaBear[] residues = [.. Enumerable.Range(-128, 256).Select(v => KoalaBear.FromInt64(v))];
        for (int row = 0; row < rows; row++)
        {
            (int window, int digit) = (row / WindowTable.Digits, row % WindowTable.Digits - 128);
            ref readonly AffinePoint point = ref WindowTable.Shared[window, digit];
            columns[0][row] = KoalaBear.FromInt64(window);
            columns[1][row] = residues[digit + 128];
            short[] x = EcdsaTrace.BalancedLimbs(point.X), y = EcdsaTrace.BalancedLimbs(point.Y);
            for (int i = 0; i < Limbs; i++)
            {
                columns[2 + i][row] = residues[x[i] + 128];
                columns[2 + Limbs + i][row] = residues[y[i] + 128];
            }
        }

        return columns;
    }
}
