using static Zkml.Gadgets.P256.EcdsaLayout;

namespace Zkml.Gadgets.P256;

/// <summary>
/// All 570 relations between 256-bit values, in 17 batches: the one definition that the solver evaluates and the constraints state.
/// <para>
/// A step is acc ← 2D + T with D = 2·acc, computed as (D + T) + D. y of D is λ_D(x − x_D) − y and never committed; neither is y of M = D + T.
/// </para>
/// </summary>
public static class EcdsaRelations
{
    public static IReadOnlyList<RelationBatch> All { get; } =
        [.. new[] { Steps(), Windows(), Table(), Curve(), Conversions(), [Scalars()] }.SelectMany(b => b).Select(b => b.RequireNoWrap())];

    private static Cell At(Plane plane, int column) => new(1, plane, column);

    private static Cell Auxiliary(int column) => At(Plane.Auxiliary, column);

    /// <summary>x of the accumulator before a step.</summary>
    internal static Cell X(int step) => step == 0 ? Auxiliary(EcdsaColumns.TableX) : At(Plane.X, step - 1);

    private static Cell Y(int step) => step == 0 ? Auxiliary(EcdsaColumns.TableY) : At(Plane.Y, step - 1);

    private static IEnumerable<RelationBatch> Steps()
    {
        static Operand Of(Func<int, Cell[]> cells) => new(EcdsaLayout.Steps, cells);
        static Operand Column(Plane plane) => Of(k => [At(plane, k)]);
        static RelationBatch Batch(string name, Plane plane, OperandProduct[] products, Func<int, Cell[]> linear, params int[] constant) =>
            new(name, LimbModulus.P, [.. Enumerable.Range(0, EcdsaLayout.Steps).Select(k => At(plane, k))], products, Of(linear)) { Constant = constant };

        Operand x = Of(k => [X(k)]), y = Of(k => [Y(k)]);
        Operand slopeDouble = Column(Plane.SlopeDouble), slopeAdd = Column(Plane.SlopeAdd), slopeSecond = Column(Plane.SlopeSecond);
        Operand fromX = Of(k => [X(k), -At(Plane.XDouble, k)]);
        Operand run = Of(k => [At(Plane.SelectedX, k), -At(Plane.XDouble, k)]);
        Operand toMiddle = Of(k => [At(Plane.XDouble, k), -At(Plane.XMiddle, k)]);
        Operand toNext = Of(k => [At(Plane.XDouble, k), -At(Plane.X, k)]);
        Operand slopes = Of(k => [At(Plane.SlopeAdd, k), At(Plane.SlopeSecond, k)]);

        yield return Batch("2 λ_D y = 3x² − 3", Plane.SlopeDouble, [new(2, slopeDouble, y), new(-3, x, x)], _ => [], 3);
        yield return Batch("x_D = λ_D² − 2x", Plane.XDouble,
            [new(1, slopeDouble, slopeDouble)], k => [-2 * X(k), -At(Plane.XDouble, k)]);
        yield return Batch("λ_1 (x_T − x_D) = y_T − y_D", Plane.SlopeAdd,
            [new(1, slopeAdd, run), new(1, slopeDouble, fromX)], k => [-At(Plane.SelectedY, k), -Y(k)]);
        yield return Batch("x_M = λ_1² − x_D − x_T", Plane.XMiddle,
            [new(1, slopeAdd, slopeAdd)], k => [-At(Plane.XDouble, k), -At(Plane.SelectedX, k), -At(Plane.XMiddle, k)]);

        // λ_2 (x_D − x_M) = y_D − y_M with y_M = λ_1 (x_D − x_M) − y_D. It also excludes x_M = x_D: y_D is not 0 on a curve of odd order.
        yield return Batch("(λ_1 + λ_2)(x_D − x_M) = 2 y_D", Plane.SlopeSecond,
            [new(1, slopes, toMiddle), new(-2, slopeDouble, fromX)], k => [2 * Y(k)]);
        yield return Batch("x' = λ_2² − x_M − x_D", Plane.X,
            [new(1, slopeSecond, slopeSecond)], k => [-At(Plane.XMiddle, k), -At(Plane.XDouble, k), -At(Plane.X, k)]);
        yield return Batch("y' = λ_2 (x_D − x') − y_D", Plane.Y,
            [new(1, slopeSecond, toNext), new(-1, slopeDouble, fromX)], k => [Y(k), -At(Plane.Y, k)]);
    }

    /// <summary>
    /// Point i of the window table is added to (X_i, Y_i); Y_{i+1} = λ_i (x_i − X_{i+1}) − y_i is never committed. Index 32 of the first
    /// batch is the comparison of the last y.
    /// </summary>
    private static IEnumerable<RelationBatch> Windows()
    {
        const int count = WindowTable.Windows, last = count - 1;
        static Operand Of(Func<int, Cell[]> cells) => new(count + 1, cells);
        static Cell PointX(int i) => At(Plane.WindowPoint, i);
        static Cell PointY(int i) => At(Plane.WindowPoint, count + i);
        static Cell Sum(int i) => i == 0 ? At(Plane.X, EcdsaLayout.Steps - 1) : At(Plane.Window, count + i - 1);

        Operand slope = Of(i => i > last ? [] : [At(Plane.Window, i)]);
        Operand run = Of(i => i > last ? [] : [PointX(i), -Sum(i)]);
        Operand previousSlope = Of(i => i == 0 ? [] : [At(Plane.Window, i - 1)]);
        Operand previousRun = Of(i => i == 0 ? [] : [PointX(i - 1), -Sum(i)]);
        Operand heights = Of(i =>
        [
            i == 0 ? At(Plane.Y, EcdsaLayout.Steps - 1) : -PointY(i - 1),
            i > last ? -Auxiliary(EcdsaColumns.EndY) : -PointY(i),
        ]);
        yield return new("λ (x_F − X) = y_F − Y", LimbModulus.P,
            [.. Enumerable.Range(0, count + 1).Select(i => i > last ? Auxiliary(EcdsaColumns.EndY) : At(Plane.Window, i))],
            [new(1, slope, run), new(1, previousSlope, previousRun)], heights);
        yield return new("X' = λ² − x_F − X", LimbModulus.P,
            [.. Enumerable.Range(0, count + 1).Select(i => i > last ? default : At(Plane.Window, count + i))],
            [new(1, slope, slope)], Of(i => i > last ? [] : [-PointX(i), -Sum(i), -Sum(i + 1)]));
    }

    /// <summary>T[index] is its left neighbour plus R', or for a first of four the one above plus Q.</summary>
    private static IEnumerable<RelationBatch> Table()
    {
        const int count = TableSize - 1;
        static Operand Of(Func<int, Cell[]> cells) => new(count, i => cells(i + 1));
        static RelationBatch Batch(string name, int column, OperandProduct[] products, Func<int, Cell[]> linear) =>
            new(name, LimbModulus.P, [.. Enumerable.Range(1, count).Select(m => Auxiliary(column + m))], products, Of(linear));

        Operand slope = Of(m => [Auxiliary(EcdsaColumns.TableSlope + m)]);
        Operand run = Of(m => [AddedX(m), -PreviousX(m)]), back = Of(m => [AddedX(m), -Auxiliary(EcdsaColumns.TableX + m)]);
        yield return Batch("table: λ (x_A − x) = y_A − y", EcdsaColumns.TableSlope,
            [new(1, slope, run)], m => [-AddedY(m), Auxiliary(EcdsaColumns.TableY + Previous(m))]);
        yield return Batch("table: x' = λ² − x_A − x", EcdsaColumns.TableX,
            [new(1, slope, slope)], m => [-AddedX(m), -PreviousX(m), -Auxiliary(EcdsaColumns.TableX + m)]);
        yield return Batch("table: y' = λ (x_A − x') − y_A", EcdsaColumns.TableY,
            [new(1, slope, back)], m => [-AddedY(m), -Auxiliary(EcdsaColumns.TableY + m)]);
    }

    internal static int Previous(int index) => (index & 3) != 0 ? index - 1 : index - 4;

    internal static Cell PreviousX(int index) => Auxiliary(EcdsaColumns.TableX + Previous(index));

    internal static Cell AddedX(int index) => Auxiliary((index & 3) != 0 ? EcdsaColumns.PointX : EcdsaColumns.KeyX);

    private static Cell AddedY(int index) => Auxiliary((index & 3) != 0 ? EcdsaColumns.PointY : EcdsaColumns.KeyY);

    /// <summary>Q and R' are on the curve: w = x², y² = w·x − 3x + b.</summary>
    private static IEnumerable<RelationBatch> Curve()
    {
        static Operand Of(int key, int point) => new(2, i => [Auxiliary(i == 0 ? key : point)]);
        Operand x = Of(EcdsaColumns.KeyX, EcdsaColumns.PointX), y = Of(EcdsaColumns.KeyY, EcdsaColumns.PointY);
        Operand square = Of(EcdsaColumns.KeySquare, EcdsaColumns.PointSquare);
        byte[] b = new byte[UInt256.Size];
        P256.Curve.B.WriteLittleEndian(b);
        yield return new("w = x²", LimbModulus.P, [Auxiliary(EcdsaColumns.KeySquare), Auxiliary(EcdsaColumns.PointSquare)],
            [new(1, x, x)], new(2, i => [-square[i][0]]));
        yield return new("y² = w x − 3x + b", LimbModulus.P, [Auxiliary(EcdsaColumns.KeyCurveRelation), Auxiliary(EcdsaColumns.PointY)],
            [new(1, y, y), new(-1, square, x)], new(2, i => [3 * x[i][0]])) { Constant = [.. b.Select(limb => -limb)] };
    }

    /// <summary>Inputs given as unsigned bytes are used with balanced limbs: products of those have mean zero and small carries.</summary>
    private static IEnumerable<RelationBatch> Conversions()
    {
        static RelationBatch Batch(string name, LimbModulus modulus, params (int Balanced, int Bytes)[] pairs) =>
            new(name, modulus, [.. pairs.Select(p => Auxiliary(p.Balanced))], [],
                new(pairs.Length, i => [At(Plane.Bytes, pairs[i].Bytes), -Auxiliary(pairs[i].Balanced)])) { Form = QuotientForm.OneDigit };

        yield return Batch("balanced limbs modulo p", LimbModulus.P, (EcdsaColumns.KeyX, EcdsaColumns.KeyXBytes),
            (EcdsaColumns.KeyY, EcdsaColumns.KeyYBytes), (EcdsaColumns.PointX, EcdsaColumns.PointXBytes));
        yield return Batch("balanced limbs modulo n", LimbModulus.N, (EcdsaColumns.S, EcdsaColumns.SBytes),
            (EcdsaColumns.R, EcdsaColumns.RBytes), (EcdsaColumns.Digest, EcdsaColumns.DigestBytes));
    }

    /// <summary>a·s = ±b·r and t·s = ±b·e modulo n.</summary>
    private static RelationBatch Scalars()
    {
        Operand left = new(2, i => [i == 0 ? At(Plane.Bytes, EcdsaColumns.ABytes) : Auxiliary(EcdsaColumns.T)]);
        Operand s = new(2, _ => [Auxiliary(EcdsaColumns.S)]), b = new(2, _ => [At(Plane.SignedB, 0)]);
        Operand right = new(2, i => [Auxiliary(i == 0 ? EcdsaColumns.R : EcdsaColumns.Digest)]);
        return new("a s = ±b r, t s = ±b e", LimbModulus.N, [Auxiliary(EcdsaColumns.AQuotient), Auxiliary(EcdsaColumns.T)],
            [new(1, left, s), new(-1, b, right)], new(2, _ => []))
        {
            Form = QuotientForm.Column,
            Quotients = new(2, i => [Auxiliary(i == 0 ? EcdsaColumns.AQuotient : EcdsaColumns.TQuotient)]),
        };
    }
}
