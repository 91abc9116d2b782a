using Zkml.Protocol.Language;

namespace Zkml.Gadgets.P256;

/// <summary>A plane within a tensor of three axes: one is the role, one the limb, the last the column.</summary>
/// <param name="Role">Which index of the role axis is the plane.</param>
/// <param name="LimbAxis">0 or 1; the other is the role.</param>
internal readonly record struct PlanePlace(Tensor Tensor, Shape Shape, int Role, int LimbAxis)
{
    /// <summary>The plane's values with a map along the limbs and one along the columns.</summary>
    public View Map(AxisMap limbs, AxisMap columns)
    {
        AxisMap role = AxisMap.Select(Shape[1 - LimbAxis], Role);
        return LimbAxis == 0 ? Tensor.MapAs(Shape, limbs, role, columns) : Tensor.MapAs(Shape, role, limbs, columns);
    }

    /// <summary>The cell of (limb 0, column 0), and the cells from one limb to the next.</summary>
    public (int First, int LimbStride) Cells => (Role * Shape.Stride(1 - LimbAxis), Shape.Stride(LimbAxis));
}
