using Zkml.Gadgets.P256;

namespace Zkml.Gadgets.Tests.P256;

public sealed class PlainVerification
{
    [Fact]
    public void Signatures_of_the_platform_verify_and_altered_ones_do_not()
    {
        for (int i = 0; i < 20; i++)
        {
            EcdsaInput input = Signatures.Fresh();
            Assert.True(PlainEcdsa.Verify(input));
            Assert.False(PlainEcdsa.Verify(input with { Digest = input.Digest + UInt256.One }));
            Assert.False(PlainEcdsa.Verify(input with { R = input.R + UInt256.One }));
            Assert.False(PlainEcdsa.Verify(input with { S = input.S - UInt256.One }));
        }
    }

    [Fact]
    public void Every_published_vector_is_judged_right()
    {
        foreach (Wycheproof.Vector vector in Wycheproof.Load())
        {
            Assert.True(PlainEcdsa.Verify(vector.Input) == vector.Valid, $"{vector.Id}: {vector.Comment}");
        }
    }

    [Fact]
    public void Window_table_holds_the_shifted_multiples()
    {
        var random = new Random(1);
        for (int i = 0; i < 50; i++)
        {
            int window = random.Next(WindowTable.Windows), digit = random.Next(-128, 128);
            UInt256 scalar = new UInt256((ulong)(digit + WindowTable.Shift), 0, 0, 0) << (8 * window);
            Residue<GroupOrder> reduced = Residue<GroupOrder>.FromInteger(scalar);
            if (window == 31 && digit == 127)
            {
                continue; // 2^256 does not fit the shift
            }

            Assert.Equal(JacobianPoint.Multiply(reduced.ToInteger(), AffinePoint.Generator).ToAffine(), WindowTable.Shared[window, digit]);
        }
    }

    [Fact]
    public void Start_points_are_different_points_of_the_curve()
    {
        AffinePoint[] starts = [.. Enumerable.Range(0, StartPoints.Count).Select(StartPoints.Start)];
        Assert.All(starts, s => Assert.True(s.IsOnCurve));
        Assert.Equal(starts.Length, starts.Select(s => s.X).Distinct().Count());
    }
}
