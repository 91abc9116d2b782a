namespace Zkml.Gadgets.P256;

/// <summary>
/// Where a 256-bit value of the witness is: a plane is 32 limbs × up to 64 columns, one value per column. The planes up to
/// <see cref="Auxiliary"/> hold results of relations, and each of their columns also owns the quotient and the carries of one relation.
/// </summary>
public enum Plane
{
    /// <summary>Slope of the doubling D = 2·acc, one column per step.</summary>
    SlopeDouble,

    /// <summary>x of D.</summary>
    XDouble,

    /// <summary>Slope of M = D + T.</summary>
    SlopeAdd,

    /// <summary>x of M.</summary>
    XMiddle,

    /// <summary>Slope of M + D.</summary>
    SlopeSecond,

    /// <summary>x of the next accumulator.</summary>
    X,

    /// <summary>y of the next accumulator.</summary>
    Y,

    /// <summary>Additions of window points: slopes in columns 0 … 31, x of the sums in columns 32 … 63.</summary>
    Window,

    /// <summary>Everything that occurs once; columns in <see cref="EcdsaColumns"/>.</summary>
    Auxiliary,

    /// <summary>x of the table point T chosen in a step.</summary>
    SelectedX,

    /// <summary>y of it.</summary>
    SelectedY,

    /// <summary>The chosen points of the window table: x in columns 0 … 31, y in columns 32 … 63.</summary>
    WindowPoint,

    /// <summary>Unsigned bytes: inputs in canonical form; columns in <see cref="EcdsaColumns"/>.</summary>
    Bytes,

    /// <summary>One column: ±b, limbs in [−255, 255].</summary>
    SignedB,
}
