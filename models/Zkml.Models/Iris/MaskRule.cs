namespace Zkml.Models.Iris;

/// <summary>When a bit of a code counts; part of the model. Proof files have these numbers.</summary>
public enum MaskRule
{
    /// <summary>9/10 of the window's pixels are valid: one bit for both parts.</summary>
    Simple = 0,

    /// <summary>The rule of open-iris 1.11 with its fragile bits: <see cref="OpenIrisMask"/>.</summary>
    OpenIris = 1,
}
