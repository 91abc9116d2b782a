namespace Zkml.Gadgets.P256;

/// <summary>A point of P-256 other than infinity: y² = x³ − 3x + b.</summary>
public readonly record struct AffinePoint(Residue<FieldPrime> X, Residue<FieldPrime> Y)
{
    /// <summary>b of the curve equation.</summary>
    public static Residue<FieldPrime> B { get; } = Residue<FieldPrime>.FromInteger(Curve.B);

    public static AffinePoint Generator { get; } =
        new(Residue<FieldPrime>.FromInteger(Curve.GeneratorX), Residue<FieldPrime>.FromInteger(Curve.GeneratorY));

    public bool IsOnCurve => Y.Square() == RightSide(X);

    public static AffinePoint operator -(in AffinePoint point) => point with { Y = -point.Y };

    /// <summary>A point with this x-coordinate, one of the two; false when there is none.</summary>
    public static bool TryLift(in Residue<FieldPrime> x, out AffinePoint point)
    {
        // p = 3 (mod 4): a square's root is its power (p + 1)/4.
        Residue<FieldPrime> square = RightSide(x);
        point = new AffinePoint(x, square.Pow(Curve.SquareRootExponent));
        return point.Y.Square() == square;
    }

    private static Residue<FieldPrime> RightSide(in Residue<FieldPrime> x) => x.Square() * x - (x + x + x) + B;
}
