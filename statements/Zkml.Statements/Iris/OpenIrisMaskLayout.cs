namespace Zkml.Statements.Iris;

/// <summary>Places of the committed numbers of <see cref="OpenIrisMaskGadget"/>, by their letters there.</summary>
internal static class OpenIrisMaskLayout
{
    public const int Real = 0, Imaginary = 1;

    /// <summary>Digits of each part: t0 … t2, k' with an offset, g0 and g1.</summary>
    public const int Angle0 = 0, AngleCarry = 3, Weight0 = 4, PartDigitCount = 6;

    /// <summary>t and v.</summary>
    public const int NotFragile = 0, Valid = 1, PartBitCount = 2;

    /// <summary>Digits of a response: r0, k, r1, s; u0 … u3; v0 … v3; the low ones of c0 + 1 and c1 + 1.</summary>
    public const int ScaleLow = 0, ScaleCarry = 1, ScaleHigh = 2, Correction = 3, Above = 4, Below = 8, CarryLow = 12, DigitCount = 14;

    /// <summary>l, h and w.</summary>
    public const int LargeEnough = 0, SmallEnough = 1, PairCarry = 2, RangeBitCount = 3;

    /// <summary>Values of the high bits of a carry.</summary>
    public const int CarryTop = 4;
}
