using Zkml.Models.Iris;

namespace Zkml.Statements.Tests.Iris;

/// <summary>Responses at and beside every limit of the open-iris rule, in the order (column, filter, part, row).</summary>
internal static class ResponseSamples
{
    private const int Top = 1 << 27;

    /// <summary>The first columns have extremes and digits at the ends of their ranges, the others pairs at a limit chosen by the column.</summary>
    public static int[] AtLimits(int seed)
    {
        var random = new Random(seed);
        int[] responses = new int[ProbeGrid.Bits];
        for (int pair = 0; pair < ProbeGrid.Bits / 2; pair++)
        {
            int row = pair % 16, filter = pair / 16 % 2, column = pair / 32;
            (int real, int imaginary) = column < Extremes.Length * Extremes.Length
                ? (Extremes[column % Extremes.Length], Extremes[column / Extremes.Length])
                : AtLimit(random, filter, row, column % 8);
            responses[pair / 16 * 32 + row] = real;
            responses[pair / 16 * 32 + row + 16] = imaginary;
        }

        return responses;
    }

    /// <summary>Of all sizes.</summary>
    public static int[] Random(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, ProbeGrid.Bits).Select(_ => random.Next(1 << random.Next(1, 28)) * (random.Next(2) * 2 - 1))];
    }

    private static int[] Extremes { get; } = [0, 1, -1, Top, 1 - Top, 1 << 14, -(1 << 14), (1 << 14) + 1, 5 << 14, 1 - (5 << 14), Top - (1 << 14)];

    private static (int Real, int Imaginary) AtLimit(Random random, int filter, int row, int kind)
    {
        MaskLimits limits = MaskLimits.All[filter];
        int beyond = random.Next(2), sign = random.Next(2) * 2 - 1, other = random.Next(2) * 2 - 1;
        long square = kind % 2 == 0 ? limits.LeastSquare(row) : limits.GreatestSquare(row);
        (int numerator, int denominator) = limits.Tangent(kind % 2);
        int size = random.Next(1, (int)Math.Sqrt(square)), steps = random.Next(1, 500);
        (int own, int across) = kind < 6 ? ((int)(((long)size * numerator + denominator - 1) / denominator) - beyond, size) : (numerator * steps - beyond, denominator * steps);
        return kind < 4 ? (sign * (Edge(filter, square, size) + beyond), other * size)
            : kind % 2 == 0 ? (sign * own, other * across) : (other * across, sign * own);
    }

    /// <summary>The greatest real response whose square with that imaginary one is at most the given.</summary>
    private static int Edge(int filter, long square, int imaginary)
    {
        int real = (int)Math.Sqrt(Math.Max(0, square - OpenIrisMask.Square(filter, 0, imaginary)));
        while (real > 0 && OpenIrisMask.Square(filter, real, imaginary) > square)
        {
            real--;
        }

        while (OpenIrisMask.Square(filter, real + 1, imaginary) <= square)
        {
            real++;
        }

        return real;
    }
}
