namespace Zkml.Gadgets.P256;

/// <summary>Columns of <see cref="Plane.Auxiliary"/> and <see cref="Plane.Bytes"/>.</summary>
public static class EcdsaColumns
{
    /// <summary>y of the last sum.</summary>
    public const int EndY = 0;

    /// <summary>Slopes that made T[1] … T[15] (column TableSlope + index, index ≥ 1).</summary>
    public const int TableSlope = 0;

    /// <summary>x of T[index]; T[0] is the start point.</summary>
    public const int TableX = 16;

    /// <summary>y of T[index].</summary>
    public const int TableY = 32;

    public const int KeyX = 48;
    public const int KeyY = 49;

    /// <summary>x of R' = −σR.</summary>
    public const int PointX = 50;

    /// <summary>s, r and the digest with balanced limbs, modulo n.</summary>
    public const int S = 51;
    public const int R = 52;
    public const int Digest = 53;

    /// <summary>x² of the key and of R'.</summary>
    public const int KeySquare = 54;
    public const int PointSquare = 55;
    public const int PointY = 56;
    public const int T = 57;

    /// <summary>Quotients of the two relations modulo n; the relation of a has its carries here too.</summary>
    public const int AQuotient = 58;
    public const int TQuotient = 59;

    /// <summary>Columns of the auxiliary plane that are used; the others are zero.</summary>
    public const int AuxiliaryCount = 60;

    /// <summary>The first five columns of bytes are integers with an upper bound; their complements follow.</summary>
    public const int RBytes = 0;
    public const int SBytes = 1;
    public const int KeyXBytes = 2;
    public const int KeyYBytes = 3;
    public const int PointXBytes = 4;
    public const int BoundedCount = 5;
    public const int DigestBytes = 10;
    public const int ABytes = 11;

    /// <summary>Columns of the bytes plane.</summary>
    public const int BytesCount = 12;

    /// <summary>The relation that has no result of its own is where T[0] is, which no relation computes.</summary>
    public const int KeyCurveRelation = TableX;
}
