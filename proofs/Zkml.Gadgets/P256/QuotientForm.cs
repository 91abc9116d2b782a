namespace Zkml.Gadgets.P256;

/// <summary>How the quotient q of a relation is committed.</summary>
public enum QuotientForm
{
    /// <summary>20 digits, and the limb above 2^256 in the last carry.</summary>
    Digits,

    /// <summary>The first digit alone: |q| ≤ 2^12.</summary>
    OneDigit,

    /// <summary>A column of its own in the auxiliary plane, |q| &lt; 2^255: the limbs of n are not sparse, and larger digits would wrap.</summary>
    Column,
}
