using Zkml.Fields;

namespace Zkml.Protocol.Interaction;

/// <summary>
/// Binds the end of the inner product to the masked row y = m + γ Σ a_i f_i: with μ = ⟨h, m⟩ and W~(r*) = Σ a_i ⟨h, f_i⟩,
/// V*·(⟨h, y⟩ − μ) = γ·claim. One linear constraint on the pads, no division by V* (review, F11).
/// </summary>
internal static class OpeningConstraint
{
    /// <param name="functional">V* = V~(r*).</param>
    /// <param name="rowValue">⟨h, y⟩; a constant, which only the verifier needs.</param>
    public static Affine Create(Ext functional, Ext rowValue, InteractionResult result, Ext gamma) =>
        (result.Mask.AsAffine() - rowValue) * functional + result.Claim * gamma;
}
