using Zkml.Gadgets.P256;
using Fn = Zkml.Gadgets.P256.Residue<Zkml.Gadgets.P256.GroupOrder>;
using Fp = Zkml.Gadgets.P256.Residue<Zkml.Gadgets.P256.FieldPrime>;

namespace Zkml.Gadgets.Tests.P256;

/// <summary>A prover that knows no valid signature and fills in whatever brings it furthest.</summary>
internal static class Forger
{
    public static Fp P(ulong value) => Fp.FromInteger(value);

    /// <summary>The first point with x ≥ from.</summary>
    public static AffinePoint PointFrom(UInt256 from)
    {
        AffinePoint point;
        while (!AffinePoint.TryLift(Fp.FromInteger(from), out point))
        {
            from += UInt256.One;
        }

        return point;
    }

    /// <summary>
    /// For any signature: R' is a point with x = r (or the next that is on the curve) and the scalars fit the signature where that is possible.
    /// </summary>
    public static EcdsaChoices Choices(in EcdsaInput input)
    {
        AffinePoint point = PointFrom(input.R);
        Fn s = Fn.FromInteger(input.S), r = Fn.FromInteger(input.R);
        return s.IsZero || r.IsZero
            ? new EcdsaChoices(point, 0, 1, false, Fn.Zero, 0)
            : EcdsaChoices.For(input, point, 0);
    }

    /// <summary>The key under which (r, s) is a signature of e if R is taken for u1·G + u2·Q: Q = (s·R − e·G)/r.</summary>
    public static AffinePoint KeyFor(AffinePoint point, Fn r, Fn s, Fn e)
    {
        Fn inverse = r.Inverse();
        return JacobianPoint.Multiply((s * inverse).ToInteger(), point)
            .Add(-JacobianPoint.Multiply((e * inverse).ToInteger(), AffinePoint.Generator)).ToAffine();
    }

    /// <summary>
    /// Redoes all point arithmetic with affine formulas, so that every relation holds, and takes <paramref name="freeSlope"/> for the slope
    /// where an addition meets equal points, which leaves it free.
    /// </summary>
    /// <returns>How many slopes were free.</returns>
    public static int Replay(AffinePoint key, EcdsaChoices choices, EcdsaTrace trace, Fp freeSlope)
    {
        int free = 0;
        (Fp Slope, AffinePoint Sum) Add(AffinePoint first, AffinePoint second)
        {
            Fp run = second.X - first.X;
            free += run.IsZero ? 1 : 0;
            Fp slope = run.IsZero ? freeSlope : (second.Y - first.Y) * run.Inverse();
            Fp x = slope.Square() - first.X - second.X;
            return (slope, new AffinePoint(x, slope * (first.X - x) - first.Y));
        }

        var table = new AffinePoint[16];
        table[0] = StartPoints.Start(choices.Start);
        for (int m = 1; m < 16; m++)
        {
            (Fp slope, table[m]) = Add((m & 3) != 0 ? table[m - 1] : table[m - 4], (m & 3) != 0 ? choices.Point : key);
            trace.Set(Plane.Auxiliary, EcdsaColumns.TableSlope + m, slope);
            trace.Set(Plane.Auxiliary, EcdsaColumns.TableX + m, table[m].X);
            trace.Set(Plane.Auxiliary, EcdsaColumns.TableY + m, table[m].Y);
        }

        AffinePoint sum = table[0];
        for (int k = 0; k < EcdsaLayout.Steps; k++)
        {
            AffinePoint chosen = table[4 * trace.DigitsA[k] + trace.DigitsB[k]];
            trace.Set(Plane.SelectedX, k, chosen.X);
            trace.Set(Plane.SelectedY, k, chosen.Y);
            Fp slope = P(3) * (sum.X.Square() - Fp.One) * (sum.Y + sum.Y).Inverse(), x = slope.Square() - sum.X - sum.X;
            var doubled = new AffinePoint(x, slope * (sum.X - x) - sum.Y);
            trace.Set(Plane.SlopeDouble, k, slope);
            trace.Set(Plane.XDouble, k, x);
            (slope, AffinePoint middle) = Add(doubled, chosen);
            trace.Set(Plane.SlopeAdd, k, slope);
            trace.Set(Plane.XMiddle, k, middle.X);
            (slope, sum) = Add(middle, doubled);
            trace.Set(Plane.SlopeSecond, k, slope);
            trace.Set(Plane.X, k, sum.X);
            trace.Set(Plane.Y, k, sum.Y);
        }

        for (int w = 0; w < WindowTable.Windows; w++)
        {
            (Fp slope, sum) = Add(sum, WindowTable.Shared[w, trace.Limbs(Plane.Auxiliary, EcdsaColumns.T)[w]]);
            trace.Set(Plane.Window, w, slope);
            trace.Set(Plane.Window, WindowTable.Windows + w, sum.X);
        }

        trace.Set(Plane.Auxiliary, EcdsaColumns.EndY, sum.Y);
        return free;
    }
}
