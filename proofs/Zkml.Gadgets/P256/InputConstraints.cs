using Zkml.Protocol.Language;
using static Zkml.Gadgets.P256.EcdsaLayout;

namespace Zkml.Gadgets.P256;

/// <summary>
/// Integers given as bytes: r, s &lt; n and the coordinates of Q and R' &lt; p; x(R') is r or r + n; r, s and b are not 0.
/// </summary>
internal static class InputConstraints
{
    public static void State(StatementBuilder builder, string name, EcdsaTensors tensors)
    {
        CheckBounds(builder, name, tensors);
        CheckPoint(builder, name, tensors);
        CheckNonZero(builder, name, tensors);
        builder.AssertZero(name + ": last carries", tensors.Borrows.Map(AxisMap.Select(Limbs, Limbs - 1), AxisMap.Identity(EcdsaTensors.BorrowCount)));
    }

    /// <summary>u_i + c_i + k_{i−1} = (M − 1)_i + 256·k_i with bytes u, c, bits k, k_31 = 0: u + c = M − 1.</summary>
    private static void CheckBounds(StatementBuilder builder, string name, EcdsaTensors tensors)
    {
        const int count = EcdsaColumns.BoundedCount;
        AxisMap each = AxisMap.Identity(Limbs), carries = AxisMap.Slice(EcdsaTensors.BorrowCount, 0, count);
        View sum = tensors.Bytes.Map(each, AxisMap.Slice(EcdsaColumns.BytesCount, 0, count))
            + tensors.Bytes.Map(each, AxisMap.Slice(EcdsaColumns.BytesCount, count, count))
            + tensors.Borrows.Map(AxisMap.Shift(Limbs, 1), carries) - 256 * tensors.Borrows.Map(each, carries);
        for (int column = 0; column < count; column++)
        {
            UInt256 modulus = column <= EcdsaColumns.SBytes ? GroupOrder.Value : FieldPrime.Value;
            sum -= View.ConstantProduct(AxisMap.Weights(Bytes(modulus - UInt256.One)), AxisMap.Place(count, column));
        }

        builder.AssertZero(name + ": canonical integers", sum);
    }

    /// <summary>r_i + w·n_i + k_{i−1} = x_i + 256·k_i with bits w and k, k_31 = 0: x = r + w·n.</summary>
    private static void CheckPoint(StatementBuilder builder, string name, EcdsaTensors tensors)
    {
        AxisMap each = AxisMap.Identity(Limbs), carry = AxisMap.Select(EcdsaTensors.BorrowCount, EcdsaTensors.SumBorrows);
        View Column(int column) => tensors.Bytes.Map(each, AxisMap.Select(EcdsaColumns.BytesCount, column));
        Coefficient[] order = Bytes(GroupOrder.Value);
        View added = tensors.Flags.MapAs(
            Shape.Of(EcdsaTensors.FlagCount, 1),
            AxisMap.Sparse(Limbs, EcdsaTensors.FlagCount, [.. order.Select((n, i) => new AxisMap.Entry(i, EcdsaTensors.WrappedFlag, n))]),
            AxisMap.Identity(1));
        builder.AssertEqual(
            name + ": x of R' is r or r + n",
            Column(EcdsaColumns.RBytes) + added + tensors.Borrows.Map(AxisMap.Shift(Limbs, 1), carry),
            Column(EcdsaColumns.PointXBytes) + 256 * tensors.Borrows.Map(each, carry));
    }

    /// <summary>A sum of at most 64 numbers below 256 is 0 modulo KoalaBear's p only if all are 0.</summary>
    private static void CheckNonZero(StatementBuilder builder, string name, EcdsaTensors tensors)
    {
        View sums = tensors.Bytes.Map(AxisMap.Sum(Limbs), AxisMap.Sparse(
                3, EcdsaColumns.BytesCount, [new(0, EcdsaColumns.RBytes, 1), new(1, EcdsaColumns.SBytes, 1)]))
            + tensors.Digits.Map(AxisMap.Select(2, EcdsaTensors.B), AxisMap.Sparse(
                3, Steps, [.. Enumerable.Range(0, Steps).Select(k => new AxisMap.Entry(2, k, 1))]));
        View inverses = tensors.NonZeroInverses.MapAs(Shape.Of(1, 3), AxisMap.Identity(1), AxisMap.Identity(3));
        builder.AssertZero(name + ": r, s and b are not 0", [new Product(1, sums, inverses)], -View.Constant(Shape.Of(1, 3), 1));
    }

    private static Coefficient[] Bytes(UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[UInt256.Size];
        value.WriteLittleEndian(bytes);
        var coefficients = new Coefficient[Limbs];
        for (int i = 0; i < Limbs; i++)
        {
            coefficients[i] = bytes[i];
        }

        return coefficients;
    }
}
