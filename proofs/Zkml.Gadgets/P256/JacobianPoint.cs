using System.Runtime.CompilerServices;

namespace Zkml.Gadgets.P256;

/// <summary>
/// A point (X/Z², Y/Z³); Z = 0 is infinity. Every step also gives the numerator N of its slope: the affine slope is λ = N/Z of the
/// result, so one inversion of Z yields x, y and λ of the step.
/// </summary>
public readonly record struct JacobianPoint(Residue<FieldPrime> X, Residue<FieldPrime> Y, Residue<FieldPrime> Z)
{
    public static JacobianPoint Infinity => new(Residue<FieldPrime>.One, Residue<FieldPrime>.One, Residue<FieldPrime>.Zero);

    public bool IsInfinity => Z.IsZero;

    public static JacobianPoint From(in AffinePoint point) => new(point.X, point.Y, Residue<FieldPrime>.One);

    public static JacobianPoint operator -(in JacobianPoint point) => point with { Y = -point.Y };

    /// <summary>The affine point, given 1/Z.</summary>
    public AffinePoint ToAffine(in Residue<FieldPrime> inverseZ)
    {
        Residue<FieldPrime> square = inverseZ.Square();
        return new(X * square, Y * (square * inverseZ));
    }

    public AffinePoint ToAffine() => ToAffine(Z.Inverse());

    /// <summary>2P. λ = (3x² − 3)/2y = 3(X − Z²)(X + Z²)/(2YZ).</summary>
    public JacobianPoint Double(out Residue<FieldPrime> slope)
    {
        Residue<FieldPrime> delta = Z.Square(), gamma = Y.Square(), beta = X * gamma;
        Residue<FieldPrime> third = (X - delta) * (X + delta);
        slope = third + third + third;
        Residue<FieldPrime> beta2 = beta + beta, beta4 = beta2 + beta2;
        Residue<FieldPrime> x = slope.Square() - (beta4 + beta4);
        Residue<FieldPrime> gamma2 = gamma + gamma, gammaSquare4 = gamma2.Square();
        Residue<FieldPrime> yz = Y * Z;
        return new(x, slope * (beta4 - x) - (gammaSquare4 + gammaSquare4), yz + yz);
    }

    /// <summary>P + Q for P ≠ ±Q and P not infinity; otherwise the result has Z = 0. λ = (y2·Z³ − Y)/(Z·(x2·Z² − X)).</summary>
    public JacobianPoint AddDistinct(in AffinePoint q, out Residue<FieldPrime> slope)
    {
        Residue<FieldPrime> zz = Z.Square();
        Residue<FieldPrime> h = q.X * zz - X;
        slope = q.Y * (Z * zz) - Y;
        return Sum(X, Y, h, slope, Z * h);
    }

    /// <summary>P + Q for P ≠ ±Q, neither infinity; otherwise the result has Z = 0.</summary>
    public JacobianPoint AddDistinct(in JacobianPoint q, out Residue<FieldPrime> slope)
    {
        Residue<FieldPrime> zz1 = Z.Square(), zz2 = q.Z.Square();
        Residue<FieldPrime> u1 = X * zz2, s1 = Y * (q.Z * zz2);
        Residue<FieldPrime> h = q.X * zz1 - u1;
        slope = q.Y * (Z * zz1) - s1;
        return Sum(u1, s1, h, slope, Z * q.Z * h);
    }

    /// <summary>P + Q for any two points; branches on exceptional cases, so only for public data and references.</summary>
    public JacobianPoint Add(in JacobianPoint q)
    {
        if (IsInfinity)
        {
            return q;
        }

        if (q.IsInfinity)
        {
            return this;
        }

        JacobianPoint sum = AddDistinct(q, out Residue<FieldPrime> slope);
        return !sum.IsInfinity ? sum : slope.IsZero ? Double(out _) : Infinity;
    }

    /// <summary>k·P with four-bit windows. Not constant-time.</summary>
    public static JacobianPoint Multiply(in UInt256 scalar, in AffinePoint point)
    {
        Span<JacobianPoint> multiples = stackalloc JacobianPoint[16];
        multiples[0] = Infinity;
        for (int i = 1; i < 16; i++)
        {
            multiples[i] = multiples[i - 1].Add(From(point));
        }

        JacobianPoint result = Infinity;
        for (int shift = 252; shift >= 0; shift -= 4)
        {
            for (int i = 0; i < 4; i++)
            {
                result = result.Double(out _);
            }

            result = result.Add(multiples[(int)(scalar.Word(shift >> 6) >> (shift & 63)) & 15]);
        }

        return result;
    }

    /// <summary>The sum from h = u2 − u1 and r = s2 − s1 over the common denominators of P (u1, s1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static JacobianPoint Sum(
        in Residue<FieldPrime> u1, in Residue<FieldPrime> s1, in Residue<FieldPrime> h, in Residue<FieldPrime> r, in Residue<FieldPrime> z)
    {
        Residue<FieldPrime> hh = h.Square(), v = u1 * hh, hhh = h * hh;
        Residue<FieldPrime> x = r.Square() - hhh - (v + v);
        return new(x, r * (v - x) - s1 * hhh, z);
    }
}
