namespace Zkml.Fields.Tests;

public sealed class NttSpecification
{
    public static TheoryData<int> SmallLogs => [.. Enumerable.Range(0, 11)];

    public static TheoryData<int> Logs => [.. Enumerable.Range(0, 19)];

    [Theory, MemberData(nameof(SmallLogs))]
    public void Position_i_holds_the_value_at_point_i(int log)
    {
        var ntt = Ntt.For(log);
        uint[] coefficients = Samples.Words(1 << log, log);
        uint[] values = [.. coefficients];
        ntt.Forward(values);
        for (int i = 0; i < values.Length; i += 1 + i / 16)
        {
            Assert.Equal(Horner(coefficients, ntt.Point(i)).Montgomery, values[i]);
        }
    }

    [Theory, MemberData(nameof(SmallLogs))]
    public void Point_i_is_the_root_to_the_reversed_bits_of_i(int log)
    {
        var ntt = Ntt.For(log);
        for (int i = 0; i < ntt.Length; i++)
        {
            int reversed = 0;
            for (int bit = 0; bit < log; bit++)
            {
                reversed |= ((i >> bit) & 1) << (log - 1 - bit);
            }

            Assert.Equal(KoalaBear.RootOfUnity(log).Pow((ulong)reversed), ntt.Point(i));
        }
    }

    [Theory, MemberData(nameof(Logs))]
    public void Forward_equals_its_portable_definition(int log)
    {
        uint[] values = Samples.Words(1 << log, log), expected = [.. values];
        Ntt.For(log).Forward(values);
        Ntt.For(log).ForwardPortable(expected);
        Assert.Equal(expected, values);
    }

    [Theory, MemberData(nameof(Logs))]
    public void Inverse_equals_its_portable_definition(int log)
    {
        uint[] values = Samples.Words(1 << log, log), expected = [.. values];
        Ntt.For(log).Inverse(values);
        Ntt.For(log).InversePortable(expected);
        Assert.Equal(expected, values);
    }

    [Theory, MemberData(nameof(Logs))]
    public void Inverse_undoes_forward(int log)
    {
        uint[] coefficients = Samples.Words(1 << log, log), values = [.. coefficients];
        Ntt.For(log).Forward(values);
        Ntt.For(log).Inverse(values);
        Assert.Equal(coefficients, values);
    }

    [Theory, MemberData(nameof(Logs))]
    public void Known_zeros_change_nothing(int log)
    {
        int n = 1 << log;
        int[] counts = [0, 1, n / 16 + 1, n / 8, n / 8 + 37, n / 4, n / 4 + 1, n / 4 + 100, n / 2 - 1, n / 2 + 9, 3 * n / 4, 3 * n / 4 + 5, n];
        foreach (int nonZero in counts.Where(c => c >= 0 && c <= n))
        {
            uint[] values = Samples.Words(n, log);
            values.AsSpan(nonZero).Clear();
            uint[] expected = [.. values];
            Ntt.For(log).ForwardPadded(values, nonZero);
            Ntt.For(log).Forward(expected);
            Assert.Equal(expected, values);
        }
    }

    [Theory, InlineData(0), InlineData(1), InlineData(3), InlineData(64), InlineData(1000), InlineData(4099)]
    public void Scaling_by_powers_evaluates_on_a_coset(int length)
    {
        uint[] coefficients = Samples.Words(length, length), scaled = [.. coefficients];
        KoalaBear g = KoalaBear.FromUInt32(123_456_789), x = KoalaBear.FromUInt32(77);
        CosetShift.ScaleByPowers(scaled, g);
        Assert.Equal(Horner(coefficients, g * x), Horner(scaled, x));
        Assert.All(scaled, word => Assert.True(word < KoalaBear.Modulus));
    }

    private static KoalaBear Horner(uint[] coefficients, KoalaBear x)
    {
        KoalaBear value = default;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            value = value * x + KoalaBear.FromMontgomery(coefficients[i]);
        }

        return value;
    }
}
