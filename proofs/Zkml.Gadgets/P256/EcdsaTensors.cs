using Zkml.Protocol.Language;
using static Zkml.Gadgets.P256.EcdsaLayout;

namespace Zkml.Gadgets.P256;

/// <summary>What a signature proof commits, about 56 000 cells. Limbs go before columns: columns are the long parallel axis.</summary>
public sealed class EcdsaTensors
{
    /// <summary>Bits at the end of <see cref="Flags"/>: σ = −1, and x(R') = r + n.</summary>
    public const int NegativeFlag = StartPoints.Count, WrappedFlag = NegativeFlag + 1, FlagCount = WrappedFlag + 1;

    /// <summary>Columns of <see cref="Borrows"/>: the bounded integers, then the addition r + n.</summary>
    public const int SumBorrows = EcdsaColumns.BoundedCount, BorrowCount = SumBorrows + 1;

    /// <summary>Rows of <see cref="Digits"/>.</summary>
    public const int A = 0, B = 1;

    internal EcdsaTensors(StatementBuilder builder, string name)
    {
        Results = builder.Commit(name + " results", MainPlanes, Limbs, PlaneColumns);
        Excess = builder.Commit(name + " quotients and carries", ExcessCells, MainPlanes, PlaneColumns);
        AuxiliaryResults = builder.Commit(name + " auxiliary results", Limbs, PlaneColumns);
        AuxiliaryExcess = builder.Commit(name + " auxiliary quotients and carries", ExcessCells, PlaneColumns);
        Selected = builder.Commit(name + " selected points", 2, Limbs, Steps);
        WindowPoints = builder.Commit(name + " window points", Limbs, PlaneColumns);
        Bytes = builder.Commit(name + " bytes", Limbs, EcdsaColumns.BytesCount);
        SignedB = builder.Commit(name + " signed b", Limbs);
        Digits = builder.Commit(name + " digits", 2, Steps);
        Flags = builder.CommitBits(name + " flags", FlagCount);
        Borrows = builder.CommitBits(name + " borrows", Limbs, BorrowCount);
        SlopeInverses = builder.Commit(name + " inverses of differences", 3, ExceptionalAdditions.Differences.Count);
        NonZeroInverses = builder.Commit(name + " inverses of limb sums", 3);
    }

    /// <summary>Planes that have one column per step or window: plane × limb × column.</summary>
    public Tensor Results { get; }

    /// <summary>Of the relations of these planes: 20 digits of the quotient and 32 carries × plane × column.</summary>
    public Tensor Excess { get; }

    /// <summary>The auxiliary plane: limb × column.</summary>
    public Tensor AuxiliaryResults { get; }

    /// <summary>(Digits, carries) × column.</summary>
    public Tensor AuxiliaryExcess { get; }

    /// <summary>Chosen points of the joint table: coordinate × limb × step.</summary>
    public Tensor Selected { get; }

    /// <summary>Chosen points of the window table: limb × (32 x, 32 y).</summary>
    public Tensor WindowPoints { get; }

    /// <summary>Limb × column of <see cref="Plane.Bytes"/>.</summary>
    public Tensor Bytes { get; }

    public Tensor SignedB { get; }

    /// <summary>(a, b) × step, two bits each, the most significant first.</summary>
    public Tensor Digits { get; }

    /// <summary>The start point as one bit among 16; then <see cref="NegativeFlag"/> and <see cref="WrappedFlag"/>.</summary>
    public Tensor Flags { get; }

    public Tensor Borrows { get; }

    /// <summary>1/δ, 1/(δ − π), 1/(δ + π) of every affine addition.</summary>
    public Tensor SlopeInverses { get; }

    /// <summary>Inverses of the sums of limbs of r and s, and of the digits of b.</summary>
    public Tensor NonZeroInverses { get; }

    /// <summary>Where the values of a plane are.</summary>
    internal PlanePlace Values(Plane plane) => plane switch
    {
        <= Plane.Window => new(Results, Results.Shape, (int)plane, 1),
        Plane.Auxiliary => new(AuxiliaryResults, Shape.Of(1, Limbs, PlaneColumns), 0, 1),
        Plane.SelectedX => new(Selected, Selected.Shape, 0, 1),
        Plane.SelectedY => new(Selected, Selected.Shape, 1, 1),
        Plane.WindowPoint => new(WindowPoints, Shape.Of(1, Limbs, PlaneColumns), 0, 1),
        Plane.Bytes => new(Bytes, Shape.Of(1, Limbs, EcdsaColumns.BytesCount), 0, 1),
        Plane.SignedB => new(SignedB, Shape.Of(1, Limbs, 1), 0, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(plane)),
    };

    /// <summary>Where the quotients and carries of a plane's relations are.</summary>
    internal PlanePlace ExcessOf(Plane plane) => plane switch
    {
        <= Plane.Window => new(Excess, Excess.Shape, (int)plane, 0),
        Plane.Auxiliary => new(AuxiliaryExcess, Shape.Of(ExcessCells, 1, PlaneColumns), 0, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(plane)),
    };
}
