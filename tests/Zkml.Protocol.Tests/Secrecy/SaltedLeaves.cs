using System.Security.Cryptography;
using Zkml.Commitments;
using Zkml.Fields;
using Zkml.Protocol.Matrices;
using Zkml.Protocol.Proving;
using Zkml.Protocol.Soundness;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Secrecy;

/// <summary>
/// Why leaves carry salts (review, Z1). A row has t random coefficients and t columns are opened: whoever guesses the witness solves for
/// the coefficients and, with y, for the mask, so knows every column, and one sibling hash of the multi-proof says whether the guess is right.
/// </summary>
public sealed class SaltedLeaves
{
    private static readonly MatrixParameters Shape = new(3, 3, 5);
    private static readonly int[] Opened = [3, 12, 22];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Finding_Z1_without_salts_a_sibling_hash_confirms_a_guess(long secret)
    {
        View view = Prove(secret, salted: false);
        Assert.True(Confirms(view, secret));
        Assert.False(Confirms(view, 1 - secret));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Finding_Z1_with_salts_it_confirms_nothing(long secret)
    {
        View view = Prove(secret, salted: true);
        Assert.False(Confirms(view, secret));
        Assert.False(Confirms(view, 1 - secret));
    }

    [Fact]
    public void Every_leaf_has_its_own_salt_and_only_those_of_opened_leaves_are_revealed()
    {
        int[] all = [.. Enumerable.Range(0, Shape.CodeLength)];
        View view = Prove(1, salted: true, all);
        int columns = all.Length * 5 * sizeof(uint);
        string[] salts = [.. view.Opening.Skip(columns).Take(32 * all.Length).Chunk(32).Select(Convert.ToHexString)];
        Assert.Distinct(salts);
        string opened = Convert.ToHexString(Prove(1, salted: true).Opening);
        Assert.Equal(Opened, all.Where(c => opened.Contains(salts[c], StringComparison.Ordinal)));
    }

    /// <summary>What the verifier sees: y and an opening.</summary>
    private sealed record View(Ext[] Y, byte[] Opening);

    private static Ext Gamma => new(KoalaBear.FromUInt32(2), KoalaBear.FromUInt32(3), KoalaBear.FromUInt32(5), KoalaBear.FromUInt32(7));

    /// <summary>Computes the leaf next to the first opened column from a guess, and looks for it in the multi-proof.</summary>
    private static bool Confirms(View view, long guess)
    {
        // f(x) = Σ_j W_j x^j + x^k ρ(x): three values give ρ by interpolation.
        KoalaBear[] points = [.. Opened.Select(Point)];
        KoalaBear[] rho = Interpolate(points, [.. Opened.Select((_, i) =>
            (KoalaBear.FromUInt32(BitConverter.ToUInt32(view.Opening, 20 * i)) - Data(guess, points[i])) * points[i].Pow(8).Inverse())]);
        int sibling = Opened[0] ^ 1;
        KoalaBear x = Point(sibling), f = Data(guess, x) + x.Pow(8) * (rho[0] + rho[1] * x + rho[2] * x * x);
        Ext y = Ext.Zero;
        for (int i = 0; i < view.Y.Length; i++)
        {
            y += view.Y[i] * x.Pow((ulong)i);
        }

        Ext mask = y - Gamma * f;
        var leaf = new byte[4 + 32 + 20];
        KoalaBear[] column = [f, mask.C0, mask.C1, mask.C2, mask.C3];
        for (int i = 0; i < column.Length; i++)
        {
            column[i].Write(leaf.AsSpan(36 + 4 * i));
        }

        return Convert.ToHexString(view.Opening).Contains(Convert.ToHexString(SHA256.HashData(leaf)), StringComparison.Ordinal);
    }

    private static View Prove(long secret, bool salted, int[]? columns = null)
    {
        using var arena = new Arena(1 << 16);
        FieldVector cells = arena.ZeroedField(Shape.DataLength);
        cells.Span[5] = KoalaBear.FromInt64(secret).Montgomery;
        var workers = new Workers(1);
        using ProofRandomness randomness = Tiny.Randomness(4), none = RandomTape.Zero(0, Shape, null).Play();
        var matrix = new WitnessMatrix(
            cells, Shape, randomness, (arena, workers), (rows, stream, memory, threads) => new ColumnCommitment(rows, salted ? stream : none, memory, threads));
        ExtVector a = arena.Ext(1);
        a[0] = Ext.One;
        ExtVector y = matrix.Combine(Gamma, a, arena, workers);
        columns ??= Opened;
        byte[] opening = matrix.Open(columns);
        return new View([.. Enumerable.Range(0, y.Length).Select(i => y[i])], opening);
    }

    private static KoalaBear Data(long guess, KoalaBear x) => KoalaBear.FromInt64(guess) * x.Pow(5);

    private static KoalaBear Point(int column) => Ntt.For(Shape.LogCodeLength).Point(column);

    /// <summary>Coefficients of the quadratic through three points.</summary>
    private static KoalaBear[] Interpolate(KoalaBear[] x, KoalaBear[] y)
    {
        var sum = new KoalaBear[3];
        for (int i = 0; i < 3; i++)
        {
            KoalaBear p = x[(i + 1) % 3], q = x[(i + 2) % 3], scale = y[i] * ((x[i] - p) * (x[i] - q)).Inverse();
            sum[0] += scale * p * q;
            sum[1] += -(scale * (p + q));
            sum[2] += scale;
        }

        return sum;
    }
}
