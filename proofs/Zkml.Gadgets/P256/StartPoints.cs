using System.Security.Cryptography;
using System.Text;

namespace Zkml.Gadgets.P256;

/// <summary>
/// Public points S_k whose logarithms nobody knows, hashed to the curve from a label. The accumulator starts at one of them and ends at the
/// matching C_k. The prover picks k in private: with one point an honest signature would meet an exceptional addition, or a carry outside
/// its table, with probability about 2^-21.
/// </summary>
public static class StartPoints
{
    public const int Count = 16;

    private static readonly Lazy<(AffinePoint Start, AffinePoint End)[]> All = new(Compute);

    /// <summary>S_k.</summary>
    public static AffinePoint Start(int index) => All.Value[index].Start;

    /// <summary>C_k = (4^65 − 1)/3·S_k + ShiftSum·G: 64 steps acc ← 4·acc + (S_k + …), then the shifts of the window table.</summary>
    public static AffinePoint End(int index) => All.Value[index].End;

    private static (AffinePoint Start, AffinePoint End)[] Compute()
    {
        Residue<GroupOrder> coefficient = Residue<GroupOrder>.One, four = Residue<GroupOrder>.FromInteger(4);
        for (int step = 0; step < EcdsaLayout.Steps; step++)
        {
            coefficient = coefficient * four + Residue<GroupOrder>.One;
        }

        JacobianPoint shifts = WindowTable.Shared.MultiplyGenerator(WindowTable.ShiftSum.ToInteger());
        return [.. Enumerable.Range(0, Count).Select(k =>
        {
            AffinePoint start = HashToCurve($"zkml/ecdsa-p256/start/{k}");
            return (start, JacobianPoint.Multiply(coefficient.ToInteger(), start).Add(shifts).ToAffine());
        })];
    }

    /// <summary>The first x = SHA-256(label/counter) below p that is on the curve, with even y.</summary>
    internal static AffinePoint HashToCurve(string label)
    {
        for (int counter = 0; ; counter++)
        {
            UInt256 x = UInt256.FromBigEndian(SHA256.HashData(Encoding.ASCII.GetBytes($"{label}/{counter}")));
            if (x < FieldPrime.Value && AffinePoint.TryLift(Residue<FieldPrime>.FromInteger(x), out AffinePoint point))
            {
                return point.Y.ToInteger().Bit(0) ? -point : point;
            }
        }
    }
}
