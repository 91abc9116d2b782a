namespace Zkml.Gadgets.P256;

/// <summary>What the prover chooses; everything else in a trace follows from it.</summary>
/// <param name="Point">R' = −σR.</param>
/// <param name="A">a ≡ σ·b·r/s (mod n).</param>
/// <param name="B">b, not 0.</param>
/// <param name="Negative">σ = −1.</param>
/// <param name="T">t ≡ σ·b·e/s (mod n).</param>
/// <param name="Start">Index of the start point.</param>
public readonly record struct EcdsaChoices(AffinePoint Point, UInt128 A, UInt128 B, bool Negative, Residue<GroupOrder> T, int Start)
{
    /// <summary>The choices for a signature of which R = u1·G + u2·Q is known.</summary>
    public static EcdsaChoices For(in EcdsaInput input, in AffinePoint recovered, int start)
    {
        Residue<GroupOrder> inverse = Residue<GroupOrder>.FromInteger(input.S).Inverse();
        HalfGcd half = HalfGcd.Of((Residue<GroupOrder>.FromInteger(input.R) * inverse).ToInteger());
        var b = Residue<GroupOrder>.FromInteger(new UInt256((ulong)half.B, (ulong)(half.B >> 64), 0, 0));
        Residue<GroupOrder> t = b * inverse * Residue<GroupOrder>.FromInteger(input.Digest);
        return new EcdsaChoices(half.Negative ? recovered : -recovered, half.A, half.B, half.Negative, half.Negative ? -t : t, start);
    }

    /// <summary>Secrets: nothing is printed.</summary>
    public override string ToString() => nameof(EcdsaChoices);
}
