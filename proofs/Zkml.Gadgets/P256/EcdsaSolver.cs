namespace Zkml.Gadgets.P256;

/// <summary>From a signature to the trace that satisfies all relations, or the reason why there is none.</summary>
public static class EcdsaSolver
{
    /// <summary>Fills the trace. About 1 ms.</summary>
    public static EcdsaFault Solve(in EcdsaInput input, EcdsaTrace trace)
    {
        EcdsaFault fault = PlainEcdsa.Recover(input, out AffinePoint recovered);
        if (fault != EcdsaFault.None)
        {
            return fault;
        }

        for (int start = 0; start < StartPoints.Count; start++)
        {
            if (Fill(input, EcdsaChoices.For(input, recovered, start), trace) == 0 && !ExceptionalAdditions.Any(trace))
            {
                return EcdsaFault.None;
            }
        }

        return EcdsaFault.NoStartPoint;
    }

    /// <summary>Follows the choices without judging them.</summary>
    /// <returns>How many relations do not hold or need a carry outside its range.</returns>
    public static int Fill(in EcdsaInput input, in EcdsaChoices choices, EcdsaTrace trace)
    {
        SetInputs(input, choices, trace);
        PointTrace.Fill(input.Key, choices, trace);
        return CloseRelations(trace);
    }

    /// <summary>Quotients and carries for the values that are in the trace.</summary>
    /// <returns>How many relations do not hold or need a carry outside its range.</returns>
    public static int CloseRelations(EcdsaTrace trace) => RelationSolver.Solve(trace);

    private static void SetInputs(in EcdsaInput input, in EcdsaChoices choices, EcdsaTrace trace)
    {
        UInt256 x = choices.Point.X.ToInteger();
        SetBounded(trace, EcdsaColumns.RBytes, input.R, GroupOrder.Value);
        SetBounded(trace, EcdsaColumns.SBytes, input.S, GroupOrder.Value);
        SetBounded(trace, EcdsaColumns.KeyXBytes, input.KeyX, FieldPrime.Value);
        SetBounded(trace, EcdsaColumns.KeyYBytes, input.KeyY, FieldPrime.Value);
        SetBounded(trace, EcdsaColumns.PointXBytes, x, FieldPrime.Value);
        trace.SetBytes(Plane.Bytes, EcdsaColumns.DigestBytes, input.Digest);
        trace.SetBytes(Plane.Bytes, EcdsaColumns.ABytes, new UInt256((ulong)choices.A, (ulong)(choices.A >> 64), 0, 0));
        trace.SetBytes(Plane.SignedB, 0, new UInt256((ulong)choices.B, (ulong)(choices.B >> 64), 0, 0));
        if (choices.Negative)
        {
            trace.Negate(Plane.SignedB, 0);
        }

        trace.Start = choices.Start;
        trace.Negative = choices.Negative;
        trace.Wrapped = x != input.R;
        for (int step = 0; step < EcdsaLayout.Steps; step++)
        {
            int shift = 2 * (EcdsaLayout.Steps - 1 - step);
            trace.DigitsA[step] = (byte)((int)(choices.A >> shift) & 3);
            trace.DigitsB[step] = (byte)((int)(choices.B >> shift) & 3);
        }

        SetScalars(input, choices, trace);
    }

    private static void SetScalars(in EcdsaInput input, in EcdsaChoices choices, EcdsaTrace trace)
    {
        trace.Set(Plane.Auxiliary, EcdsaColumns.KeyX, input.Key.X);
        trace.Set(Plane.Auxiliary, EcdsaColumns.KeyY, input.Key.Y);
        trace.Set(Plane.Auxiliary, EcdsaColumns.PointX, choices.Point.X);
        trace.Set(Plane.Auxiliary, EcdsaColumns.PointY, choices.Point.Y);
        trace.Set(Plane.Auxiliary, EcdsaColumns.KeySquare, input.Key.X.Square());
        trace.Set(Plane.Auxiliary, EcdsaColumns.PointSquare, choices.Point.X.Square());
        trace.Set(Plane.Auxiliary, EcdsaColumns.S, Residue<GroupOrder>.FromInteger(input.S));
        trace.Set(Plane.Auxiliary, EcdsaColumns.R, Residue<GroupOrder>.FromInteger(input.R));
        trace.Set(Plane.Auxiliary, EcdsaColumns.Digest, Residue<GroupOrder>.FromInteger(input.Digest));
        trace.Set(Plane.Auxiliary, EcdsaColumns.T, choices.T);
    }

    /// <summary>An integer below its modulus, and modulus − 1 − integer, which shows that it is.</summary>
    private static void SetBounded(EcdsaTrace trace, int column, in UInt256 value, in UInt256 modulus)
    {
        trace.SetBytes(Plane.Bytes, column, value);
        trace.SetBytes(Plane.Bytes, EcdsaColumns.BoundedCount + column, modulus - UInt256.One - value);
    }
}
