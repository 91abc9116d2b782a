namespace Zkml.Gadgets.P256;

/// <summary>ECDSA verification on P-256 as in FIPS 186-5, section 6.4.2: what the gadget proves, computed plainly.</summary>
public static class PlainEcdsa
{
    public static bool Verify(in EcdsaInput input) => Recover(input, out _) == EcdsaFault.None;

    /// <summary>u1·G + u2·Q, whose x-coordinate must be r modulo n.</summary>
    public static EcdsaFault Recover(in EcdsaInput input, out AffinePoint point)
    {
        point = default;
        if (!InRange(input.R) || !InRange(input.S))
        {
            return EcdsaFault.SignatureOutOfRange;
        }

        if (input.KeyX >= FieldPrime.Value || input.KeyY >= FieldPrime.Value || !input.Key.IsOnCurve)
        {
            return EcdsaFault.KeyNotOnCurve;
        }

        Residue<GroupOrder> inverse = Residue<GroupOrder>.FromInteger(input.S).Inverse();
        Residue<GroupOrder> u1 = Residue<GroupOrder>.FromInteger(input.Digest) * inverse;
        Residue<GroupOrder> u2 = Residue<GroupOrder>.FromInteger(input.R) * inverse;
        JacobianPoint sum = WindowTable.Shared.MultiplyGenerator(u1.ToInteger()).Add(JacobianPoint.Multiply(u2.ToInteger(), input.Key));
        if (sum.IsInfinity)
        {
            return EcdsaFault.PointAtInfinity;
        }

        point = sum.ToAffine();
        UInt256 x = point.X.ToInteger();
        return x == input.R || (x >= GroupOrder.Value && x - GroupOrder.Value == input.R) ? EcdsaFault.None : EcdsaFault.OtherSigner;
    }

    private static bool InRange(in UInt256 value) => !value.IsZero && value < GroupOrder.Value;
}
