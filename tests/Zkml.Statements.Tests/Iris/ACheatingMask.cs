using Zkml.Models.Iris;
using Zkml.Protocol.Language;
using static Zkml.Statements.Iris.OpenIrisMaskLayout;

namespace Zkml.Statements.Tests.Iris;

/// <summary>No bit of the open-iris rule can be added or hidden: every committed number is determined.</summary>
public sealed class ACheatingMask
{
    /// <summary>A response whose bits both count.</summary>
    private const int Good = 1_000_000;

    /// <summary>(p − 1)/2^14: a carry that is so much larger makes its digit 1 larger, modulo p.</summary>
    private const int Wrap = 130_048;

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(0)]
    public void Is_seen_at_every_response_when_one_cell_there_is_changed(int change)
    {
        using var test = new MaskCase();
        test.Fill(ResponseSamples.AtLimits(9), [.. IrisCase.Noise(65_536, 9).Select(b => b < 240 ? (byte)1 : (byte)0)]);
        Tensor[] tensors = [test.Gadget.Magnitudes, test.Gadget.PartDigits, test.Gadget.PartBits, test.Gadget.Digits, test.Gadget.CarryTops, test.Gadget.RangeBits];
        (Tensor Tensor, int Index)[] cells = [(test.Gadget.Bits, 0), .. tensors.SelectMany(t => Enumerable.Range(0, t.Shape[0]).Select(i => (t, i)))];
        var random = new Random(11);
        for (int pair = 0; pair < MaskCase.Pairs; pair++)
        {
            (Tensor tensor, int index) = cells[random.Next(cells.Length)];
            bool ofParts = tensor.Shape[tensor.Shape.Rank - 2] == 2;
            int cell = ofParts ? index * 2 * MaskCase.Pairs + pair / 16 * 32 + random.Next(2) * 16 + pair % 16 : index * MaskCase.Pairs + pair;
            test.Add(tensor, cell, change == 0 ? random.Next(1, 2_000_000_000) : change);
        }

        HashSet<int> seen = [.. test.Check().Select(test.Pair)];
        Assert.Equal(Enumerable.Range(0, MaskCase.Pairs), seen.Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Cannot_set_a_bit_by_itself(int part) => Refused("mask", test => test.Add(test.Gadget.Bits, part * 16, -1));

    [Fact]
    public void Cannot_hide_a_good_response_as_too_small() => Refused("mask digits", test =>
    {
        test.Add(test.Gadget.RangeBits, LargeEnough * MaskCase.Pairs, -1);
        test.Add(test.Gadget.Digits, (Above + 3) * MaskCase.Pairs, 1 << 14);
        HideBits(test);
    });

    [Fact]
    public void Cannot_hide_a_good_response_as_too_large() => Refused("mask digits", test =>
    {
        test.Add(test.Gadget.RangeBits, SmallEnough * MaskCase.Pairs, -1);
        test.Add(test.Gadget.Digits, (Below + 3) * MaskCase.Pairs, 1 << 14);
        HideBits(test);
    });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, -1)]
    [InlineData(30_000_000, -20_000_000)]
    public void Cannot_show_a_response_that_is_too_small_or_too_large(int real, int imaginary) => Refused("mask digits", test =>
    {
        bool small = real < 100;
        test.Add(test.Gadget.RangeBits, (small ? LargeEnough : SmallEnough) * MaskCase.Pairs, 1);
        test.Add(test.Gadget.Digits, ((small ? Above : Below) + 3) * MaskCase.Pairs, -(1 << 14));
        test.Add(test.Gadget.Bits, 0, 1);
        test.Add(test.Gadget.Bits, 16, 1);
    }, real, imaginary);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Cannot_call_a_good_bit_fragile(int part) => Refused("mask digits of parts", test =>
    {
        test.Add(test.Gadget.PartBits, (NotFragile * 2 * MaskCase.Pairs) + part * 16, -1);
        test.Add(test.Gadget.PartDigits, ((Angle0 + 2) * 2 * MaskCase.Pairs) + part * 16, 1 << 14);
        test.Add(test.Gadget.Bits, part * 16, -1);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Cannot_show_a_fragile_bit(int part) => Refused("mask digits of parts", test =>
    {
        test.Add(test.Gadget.PartBits, (NotFragile * 2 * MaskCase.Pairs) + part * 16, 1);
        test.Add(test.Gadget.PartDigits, ((Angle0 + 2) * 2 * MaskCase.Pairs) + part * 16, -(1 << 14));
        test.Add(test.Gadget.Bits, part * 16, 1);
    }, part == 0 ? 1000 : Good, part == 0 ? -Good : -1000);

    [Fact]
    public void Cannot_call_a_valid_window_covered() => Refused("mask digits of parts", test =>
    {
        test.Add(test.Gadget.PartBits, Valid * 2 * MaskCase.Pairs, -1);
        test.Add(test.Gadget.PartDigits, (Weight0 + 1) * 2 * MaskCase.Pairs, 1 << 14);
        test.Add(test.Gadget.Bits, 0, -1);
    });

    [Theory]
    [InlineData(Good, (1 << 27) - Good + 1)]
    [InlineData(-Good, Good - (1 << 27) + 1)]
    [InlineData(Good, 2 * Good)]
    public void Cannot_compute_with_another_response_of_the_same_sign(int real, int other)
    {
        // The complement of the digits is what the other sign would make of them.
        using var test = new MaskCase();
        test.Fill(Responses(real, Good), IrisCase.Ones());
        test.Gadget.Fill(test.Witness, Responses(other, Good), IrisCase.Ones());
        Assert.All(test.Check(), v => Assert.Equal(("mask magnitudes", 0), (v.Name, test.Pair(v))));
        Assert.NotEmpty(test.Check());
    }

    [Fact]
    public void Cannot_compute_with_another_pixel_mask()
    {
        using var test = new MaskCase();
        test.Fill(Responses(Good, Good), IrisCase.Ones());
        test.Gadget.Fill(test.Witness, Responses(Good, Good), new byte[65_536]);
        Assert.Equal(["mask weight"], test.Check().Select(v => v.Name).Distinct());
    }

    [Theory]
    [InlineData(Above, CarryLow, 0)]
    [InlineData(Above + 1, CarryLow + 1, 1)]
    public void Cannot_shift_between_the_digits_of_a_square(int digit, int carry, int top) => Refused(null, test =>
    {
        // 2^14 more in a digit and 1 less in its carry; and a carry so large that 2^14 times it is −1 modulo p.
        test.Add(test.Gadget.Digits, digit * MaskCase.Pairs, 1 << 14);
        test.Add(test.Gadget.Digits, carry * MaskCase.Pairs, -1);
        test.Add(test.Gadget.Digits, (digit + 1) * MaskCase.Pairs, -1);
        test.Add(test.Gadget.Digits, digit * MaskCase.Pairs + 1, 1);
        test.Add(test.Gadget.Digits, carry * MaskCase.Pairs + 1, Wrap & 0x3fff);
        test.Add(test.Gadget.CarryTops, top * MaskCase.Pairs + 1, Wrap >> 14);
        test.Add(test.Gadget.Digits, (digit + 1) * MaskCase.Pairs + 1, Wrap);
    });

    [Fact]
    public void Cannot_shift_between_the_digits_of_an_angle() => Refused("mask digits of parts", test =>
    {
        test.Add(test.Gadget.PartDigits, Angle0 * 2 * MaskCase.Pairs, 1);
        test.Add(test.Gadget.PartDigits, AngleCarry * 2 * MaskCase.Pairs, Wrap);
        test.Add(test.Gadget.PartDigits, (Angle0 + 1) * 2 * MaskCase.Pairs, Wrap);
    });

    /// <param name="rule">The one rule that is broken; null when it is enough that one is.</param>
    private static void Refused(string? rule, Action<MaskCase> cheat, int real = Good, int imaginary = Good)
    {
        using var test = new MaskCase();
        test.Fill(Responses(real, imaginary), IrisCase.Ones());
        Assert.Empty(test.Check());
        cheat(test);
        IReadOnlyList<ConstraintChecker.Violation> violations = test.Check();
        Assert.NotEmpty(violations);
        Assert.All(violations, v => Assert.Equal(rule ?? v.Name, v.Name));
    }

    /// <summary>The first pair as given, all others good.</summary>
    private static int[] Responses(int real, int imaginary)
    {
        int[] responses = [.. Enumerable.Repeat(Good, ProbeGrid.Bits)];
        (responses[0], responses[16]) = (real, imaginary);
        return responses;
    }

    private static void HideBits(MaskCase test)
    {
        test.Add(test.Gadget.Bits, 0, -1);
        test.Add(test.Gadget.Bits, 16, -1);
    }
}
