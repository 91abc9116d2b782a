namespace Zkml.Gadgets.P256;

/// <summary>Sizes that the solver and the constraints share.</summary>
public static class EcdsaLayout
{
    /// <summary>Two-bit digits of a and b, and steps acc ← 4·acc + T.</summary>
    public const int Steps = 64;
}
