namespace Zkml.Gadgets.P256;

/// <summary>
/// The public table F_w[d] = (d + Shift)·256^w·G for 32 windows w and signed digits d ∈ [−128, 127]. Multiples run from 1 to 256, so no entry
/// is infinity and a zero digit needs no special case; the sum of the shifts is a constant that is taken off at the end.
/// </summary>
public sealed class WindowTable
{
    public const int Windows = 32;

    public const int Digits = 256;

    /// <summary>Makes the least digit, −128, select the multiple 1.</summary>
    public const int Shift = 129;

    private static readonly Lazy<WindowTable> Instance = new(() => new WindowTable());

    private readonly AffinePoint[] _points;

    private WindowTable() => _points = Compute();

    public static WindowTable Shared => Instance.Value;

    /// <summary>F_w[d].</summary>
    public ref readonly AffinePoint this[int window, int digit] => ref _points[window * Digits + digit + 128];

    /// <summary>Σ_w Shift·256^w mod n: what the shifts add to a scalar.</summary>
    public static Residue<GroupOrder> ShiftSum { get; } = SumOfShifts();

    /// <summary>k·G for k &lt; n, for reference and precomputation.</summary>
    public JacobianPoint MultiplyGenerator(in UInt256 scalar)
    {
        JacobianPoint sum = JacobianPoint.Infinity;
        for (int w = 0; w < Windows; w++)
        {
            int value = (int)(scalar.Word(w >> 3) >> (8 * (w & 7))) & 0xFF;
            if (value != 0)
            {
                sum = sum.Add(JacobianPoint.From(this[w, value - Shift]));
            }
        }

        return sum;
    }

    private static Residue<GroupOrder> SumOfShifts()
    {
        Residue<GroupOrder> sum = Residue<GroupOrder>.Zero, radix = Residue<GroupOrder>.FromInteger(Digits);
        for (int w = 0; w < Windows; w++)
        {
            sum = sum * radix + Residue<GroupOrder>.FromInteger(Shift);
        }

        return sum;
    }

    /// <remarks>
    /// m·B is (m − 1)·B + B, never exceptional for 3 ≤ m ≤ 256. All windows share one inversion. 256·B starts the next window.
    /// </remarks>
    private static AffinePoint[] Compute()
    {
        var bases = new AffinePoint[Windows];
        JacobianPoint power = JacobianPoint.From(AffinePoint.Generator);
        var powers = new JacobianPoint[Windows];
        for (int w = 0; w < Windows; w++)
        {
            powers[w] = power;
            for (int i = 0; i < 8; i++)
            {
                power = power.Double(out _);
            }
        }

        ToAffine(powers, bases);
        var multiples = new JacobianPoint[Windows * Digits];
        for (int w = 0; w < Windows; w++)
        {
            Span<JacobianPoint> window = multiples.AsSpan(w * Digits, Digits);
            window[0] = JacobianPoint.From(bases[w]);
            window[1] = window[0].Double(out _);
            for (int m = 2; m < Digits; m++)
            {
                window[m] = window[m - 1].AddDistinct(bases[w], out _);
            }
        }

        var points = new AffinePoint[multiples.Length];
        ToAffine(multiples, points);
        return points;
    }

    private static void ToAffine(ReadOnlySpan<JacobianPoint> points, Span<AffinePoint> destination)
    {
        var inverses = new Residue<FieldPrime>[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            inverses[i] = points[i].Z;
        }

        Residue<FieldPrime>.InvertAll(inverses, new Residue<FieldPrime>[points.Length]);
        for (int i = 0; i < points.Length; i++)
        {
            destination[i] = points[i].ToAffine(inverses[i]);
        }
    }
}
