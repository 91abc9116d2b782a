using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Sha256;

/// <summary>
/// The compression function. With x' = 1 − 2x for a bit x: the exclusive or of three bits is (1 − x'y'z')/2, one product;
/// Ch(e, f, g) = e·(f − g) + g; Maj(a, b, c) = (a + b + c)/2 − 1/4 + a'b'c'/4. Each sum is one contracted constraint per half (Σ 2^i over
/// the 16 bits), so neither Σ, σ, Ch, Maj nor T1, T2 is committed:
///   e_t = d + h + Σ1(e) + Ch(e, f, g) + K_t + w_t − 2^16 carry
///   a_t = e_t − d + Σ0(a) + Maj(a, b, c) − 2^16 carry        (T1 = e_t − d; here −1 ≤ carry ≤ 2, committed as carry + 1)
///   w_t = σ1(w_(t−2)) + w_(t−7) + σ0(w_(t−15)) + w_(t−16) − 2^16 carry
///   state' = state + last round − 2^16 carry
/// and the low half's carry enters the high half. No wrap: each side is an integer of absolute value below 7·2^16 + 8·2^16 &lt; 2^20, so zero
/// mod p is zero. All right-hand bits are bits and a half is in [0, 2^16), so half and carry are quotient and remainder: the witness is unique.
/// </summary>
internal static class Sha256Rounds
{
    private static readonly Coefficient Half = KoalaBear.FromUInt32(2).Inverse();
    private static readonly Coefficient Quarter = KoalaBear.FromUInt32(4).Inverse();

    /// <summary>Constants that stand at all 16 bits of a half are added at bit 0, as one number: Σ 2^i = 2^16 − 1 times the constant.</summary>
    private static readonly Coefficient AllBits = (1 << 16) - 1;

    private static readonly Coefficient XorOffset = Half * AllBits;
    private static readonly AxisWeight[] SumBits = [AxisWeight.Each, AxisWeight.Each, AxisWeight.Each, AxisWeight.Binary, AxisWeight.Each];

    public static void Assert(StatementBuilder builder, string name, Sha256Tensors tensors, Sha256Views views)
    {
        AssertE(builder, name, tensors, views);
        AssertA(builder, name, tensors, views);
        AssertSchedule(builder, name, tensors, views);
        AssertUnusedCarries(builder, name, tensors);
        AssertState(builder, name, tensors, views, setE: false);
        AssertState(builder, name, tensors, views, setE: true);
    }

    private static void AssertE(StatementBuilder builder, string name, Sha256Tensors tensors, Sha256Views views)
    {
        AxisMap rounds = AxisMap.Identity(Sha256Constants.Rounds);
        View now = views.Words(tensors.E, rounds), one = View.Constant(now.Shape, 1), g = views.Before(setE: true, 3);
        uint[] k = [.. Sha256Words.RoundConstants];
        View constants = views.Numbers([.. k.Select(word => XorOffset + (word & 0xffff))], [.. k.Select(word => XorOffset + (word >> 16))]);
        Product sigma1 = Xor(one, views.Before(true, 1, 6), views.Before(true, 1, 11), views.Before(true, 1, 25));
        var choice = new Product(1, views.Before(true, 1), views.Before(true, 2) - g);
        builder.AssertZero(
            name + ".e", SumBits, [sigma1, choice],
            views.Before(false, 4) + views.Before(true, 4) + g + constants + views.Words(tensors.W, rounds) - now
                + views.CarryTerms(tensors.Carries, Sha256Tensors.FirstSlotE, Sha256Tensors.BitsE, rounds));
    }

    private static void AssertA(StatementBuilder builder, string name, Sha256Tensors tensors, Sha256Views views)
    {
        AxisMap rounds = AxisMap.Identity(Sha256Constants.Rounds);
        View now = views.Words(tensors.A, rounds), one = View.Constant(now.Shape, 1);
        View a = views.Before(false, 1), b = views.Before(false, 2), c = views.Before(false, 3), d = views.Before(false, 4);
        Product sigma0 = Xor(one, views.Before(false, 1, 2), views.Before(false, 1, 13), views.Before(false, 1, 22));
        var majority = new Product(Quarter, Sign(one, a), Sign(one, b), Sign(one, c));

        // The carry is its bits minus 1: +2^16 in each half, −1 from the low half in the high half.
        Coefficient constant = XorOffset - Quarter * AllBits;
        View offset = views.Numbers(Repeat(constant + (1 << 16), rounds), Repeat(constant + ((1 << 16) - 1), rounds));
        builder.AssertZero(
            name + ".a", SumBits, [sigma0, majority],
            views.Words(tensors.E, rounds) - d + Half * (a + b + c) - now + offset
                + views.CarryTerms(tensors.Carries, Sha256Tensors.FirstSlotA, Sha256Tensors.BitsA, rounds));
    }

    private static void AssertSchedule(StatementBuilder builder, string name, Sha256Tensors tensors, Sha256Views views)
    {
        const int Computed = Sha256Constants.Rounds - Sha256Constants.WordsPerBlock;
        AxisMap Back(int by) => AxisMap.Slice(Sha256Constants.Rounds, Sha256Constants.WordsPerBlock - by, Computed);
        Tensor w = tensors.W;
        View now = views.Words(w, Back(0)), one = View.Constant(now.Shape, 1);
        Product sigma0 = Xor(one, views.Rotated(w, 7, Back(15)), views.Rotated(w, 18, Back(15)), views.Shifted(w, 3, Back(15)));
        Product sigma1 = Xor(one, views.Rotated(w, 17, Back(2)), views.Rotated(w, 19, Back(2)), views.Shifted(w, 10, Back(2)));
        Coefficient[] constants = Repeat(2 * XorOffset, Back(0));
        View sums = views.Numbers(constants, constants);
        builder.AssertZero(
            name + ".w", SumBits, [sigma0, sigma1],
            sums + views.Words(w, Back(7)) + views.Words(w, Back(16)) - now
                + views.CarryTerms(tensors.Carries, Sha256Tensors.FirstSlotW, Sha256Tensors.BitsW, Back(0)));
    }

    /// <summary>The first 16 words are not sums; their carries would be free.</summary>
    private static void AssertUnusedCarries(StatementBuilder builder, string name, Sha256Tensors tensors) =>
        builder.AssertZero(name + ".unused carries", tensors.Carries.Map(
            AxisMap.Identity(tensors.Messages), AxisMap.Identity(tensors.Blocks),
            AxisMap.Slice(Sha256Tensors.CarrySlots, Sha256Tensors.FirstSlotW, 2 * Sha256Tensors.BitsW),
            AxisMap.Slice(Sha256Constants.Rounds, 0, Sha256Constants.WordsPerBlock)));

    private static void AssertState(StatementBuilder builder, string name, Sha256Tensors tensors, Sha256Views views, bool setE)
    {
        (Tensor rounds, Tensor state) = views.Set(setE);
        AxisMap last = AxisMap.Slice(Sha256Constants.Rounds, Sha256Constants.Rounds - Sha256Tensors.StateDepth, Sha256Tensors.StateDepth);
        AxisMap all = AxisMap.Identity(Sha256Tensors.StateDepth);
        builder.AssertZero(
            $"{name}.{(setE ? "state e-h" : "state a-d")}", SumBits, [],
            views.StateBefore(setE) + views.Words(rounds, last) - views.Words(state, all)
                + views.CarryTerms(tensors.StateCarries, setE ? 2 : 0, 1, all));
    }

    /// <summary>−x'y'z'/2; the constant 1/2 of each bit is in <see cref="XorOffset"/>.</summary>
    private static Product Xor(View one, View x, View y, View z) => new(-Half, Sign(one, x), Sign(one, y), Sign(one, z));

    private static View Sign(View one, View bit) => one - 2 * bit;

    private static Coefficient[] Repeat(Coefficient value, AxisMap rounds) => [.. Enumerable.Repeat(value, rounds.OutSize)];
}
