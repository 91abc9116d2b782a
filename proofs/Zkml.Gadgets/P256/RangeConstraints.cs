using Zkml.Protocol.Language;
using static Zkml.Gadgets.P256.EcdsaLayout;

namespace Zkml.Gadgets.P256;

/// <summary>
/// Ranges of all cells that no other lookup covers. An index set is looked up in parts of power-of-two extents, since each part is padded to
/// one: the statement of one signature stays below 2^16 leaves.
/// </summary>
internal static class RangeConstraints
{
    public static void State(StatementBuilder builder, string name, EcdsaTensors tensors)
    {
        builder.AssertRange(tensors.Results.Name, tensors.Results.View, -128, 127);
        builder.AssertRange(tensors.AuxiliaryResults.Name, tensors.AuxiliaryResults.View, -128, 127);
        foreach ((int first, int count) in Parts(ExcessCells))
        {
            AxisMap cells = AxisMap.Slice(ExcessCells, first, count), columns = AxisMap.Identity(PlaneColumns);
            builder.AssertRange(
                $"{tensors.Excess.Name}, {first}", tensors.Excess.Map(cells, AxisMap.Identity(MainPlanes), columns), -CarryLimit, CarryLimit - 1);
            builder.AssertRange($"{tensors.AuxiliaryExcess.Name}, {first}", tensors.AuxiliaryExcess.Map(cells, columns), -CarryLimit, CarryLimit - 1);
        }

        foreach ((int first, int count) in Parts(EcdsaColumns.BytesCount))
        {
            // The one table of bytes serves for unsigned bytes too.
            View bytes = tensors.Bytes.Map(AxisMap.Identity(Limbs), AxisMap.Slice(EcdsaColumns.BytesCount, first, count));
            builder.AssertRange($"{tensors.Bytes.Name}, {first}", bytes - View.Constant(bytes.Shape, 128), -128, 127);
        }

        ClearUnused(builder, name, tensors);
    }

    /// <summary>Cells of the auxiliary plane without a meaning are zero.</summary>
    private static void ClearUnused(StatementBuilder builder, string name, EcdsaTensors tensors)
    {
        void Clear(Tensor tensor, Range cells, Range columns)
        {
            (int firstCell, int cellCount) = cells.GetOffsetAndLength(tensor.Shape[0]);
            (int firstColumn, int columnCount) = columns.GetOffsetAndLength(PlaneColumns);
            builder.AssertZero($"{name}: not used", tensor.Map(
                AxisMap.Slice(tensor.Shape[0], firstCell, cellCount), AxisMap.Slice(PlaneColumns, firstColumn, columnCount)));
        }

        Clear(tensors.AuxiliaryResults, .., EcdsaColumns.AuxiliaryCount..);
        Clear(tensors.AuxiliaryExcess, .., EcdsaColumns.TQuotient..);
        Clear(tensors.AuxiliaryExcess, .., EcdsaColumns.TableY..(EcdsaColumns.TableY + 1));
        Clear(tensors.AuxiliaryExcess, ..QuotientDigits.Count, EcdsaColumns.T..EcdsaColumns.TQuotient);
        Clear(tensors.AuxiliaryExcess, 1..QuotientDigits.Count, EcdsaColumns.KeyX..(EcdsaColumns.Digest + 1));
    }

    /// <summary>[0, count) in parts of falling powers of two.</summary>
    private static IEnumerable<(int First, int Count)> Parts(int count)
    {
        for (int first = 0, size = 1 << 30; first < count; size >>= 1)
        {
            if (first + size <= count)
            {
                yield return (first, size);
                first += size;
            }
        }
    }
}
