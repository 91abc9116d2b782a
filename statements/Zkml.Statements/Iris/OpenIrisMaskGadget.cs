using Zkml.Models.Iris;
using Zkml.Protocol.Language;
using static Zkml.Statements.Iris.OpenIrisMaskLayout;

namespace Zkml.Statements.Iris;

/// <summary>
/// The rule of <see cref="OpenIrisMask"/>, both ways: a bit is 1 exactly when the rule says so. From the digits of a response, D − 1 + 2^27·(1 − b) = low + 2^14·high,
/// with own, other the two parts of a response, all digits without a range in [0, 2^14), X = 2^14:
///   m0 = b ? low : 2^14 − 1 − low,  m1 = b ? high : 2^13 − 1 − high            so |D| = (m0 + b) + X·m1 = a0 + X·a1
///   excess·a0 = r0 + X·k,  excess·a1 + k + 2^13 = r1 + X·s                     imaginary part; a0 of it is m0 + b + s from here on
///   a0² + a0'² − L0 = u0 + X·c0,  2·a0·a1 + 2·a0'·a1' + c0 − L1 = u1 + X·c1,  a1² + a1'² + c1 − L2 + 2^28·(1 − l) = u2 + X·u3
///   u0 + X·u1 + v0 + X·v1 = G0 + 2^28·w,  u2 + X·u3 + v2 + X·v3 + w = G1 + 2^28·(2 − l − h)
///   d·own0 − n·other0 = t0 + X·k',  d·own1 − n·other1 + k' + 2^28·(1 − t) = t1 + X·t2
///   Σ_valid |K| − least weight + 2^28·(1 − v) = g0 + X·g1
///   m = t·v·(l + h − 1)
/// L is the least square, G the greatest less the least, n/d the tangent. l says that the square E is at least L, h that it is at most L + G, t that the
/// part is not fragile, v that its weights lie on valid pixels.
/// </summary>
/// <remarks>
/// The third line is E − L + 2^56·(1 − l) = u ∈ [0, 2^56), and |E − L| &lt; 2^56, so l = [E ≥ L]; adding the fourth, L + G − E + 2^56·(1 − h) = v ∈ [0, 2^56), so
/// h = [E ≤ L + G]. E cannot be below and above, so l + h − 1 is the bit that both hold. The fifth is below 2^42 likewise and the sixth below 2^28.
/// Each equation is one of integers that differ by less than p: <see cref="OpenIrisMaskBounds"/>. c0 + 1 and c1 + 1 are looked up as 14 and 2 bits, k' with
/// the greatest n added as 14.
/// </remarks>
internal sealed class OpenIrisMaskGadget : IrisMaskGadget
{
    private const long Digit = 1L << DigitBits, Pair = 1L << (2 * DigitBits);

    private readonly IrisResponses _given;

    public OpenIrisMaskGadget(StatementBuilder builder, IrisResponses given)
    {
        OpenIrisMaskBounds.Require();
        _given = given;
        int columns = ProbeGrid.Columns, filters = ProbeGrid.Filters, parts = ProbeGrid.Parts, rows = ProbeGrid.Rows;
        Magnitudes = builder.Commit("mask magnitudes", 2, columns, filters, parts, rows);
        PartDigits = builder.Commit("mask digits of parts", PartDigitCount, columns, filters, parts, rows);
        PartBits = builder.CommitBits("mask bits of parts", PartBitCount, columns, filters, parts, rows);
        Digits = builder.Commit("mask digits", DigitCount, columns, filters, 1, rows);
        CarryTops = builder.Commit("mask carries", 2, columns, filters, 1, rows);
        RangeBits = builder.CommitBits("mask bits of ranges", RangeBitCount, columns, filters, 1, rows);
        Bits = builder.Commit("mask", columns, filters, parts, rows);
        builder.AssertRange("mask digits of parts", PartDigits.View, 0, Digit - 1);
        builder.AssertRange("mask digits", Digits.View, 0, Digit - 1);
        builder.AssertRange("mask carries", CarryTops.View, 0, CarryTop - 1);
        ConstrainMagnitudes(builder);
        ConstrainScale(builder);
        ConstrainSquare(builder);
        ConstrainAngle(builder);
        ConstrainWeight(builder);
        ConstrainBits(builder);
    }

    public override Tensor Bits { get; }

    /// <summary>m0, m1: digit, column, filter, part, row.</summary>
    public Tensor Magnitudes { get; }

    /// <summary>Digit, column, filter, part, row.</summary>
    public Tensor PartDigits { get; }

    /// <summary>t, v.</summary>
    public Tensor PartBits { get; }

    /// <summary>Digit, column, filter, 1, row: for both parts of a response.</summary>
    public Tensor Digits { get; }

    /// <summary>The two high bits of c0 + 1 and of c1 + 1.</summary>
    public Tensor CarryTops { get; }

    /// <summary>l, h, w.</summary>
    public Tensor RangeBits { get; }

    public override int Fill(Witness witness, ReadOnlySpan<int> responses, ReadOnlySpan<byte> mask)
    {
        int[] margins = IrisCode.WeightMargins(mask, _given.Width);
        int valid = new OpenIrisMaskSolver(witness, this, Words).Fill(responses, margins);
        Array.Clear(margins);
        return valid;
    }

    /// <summary>m = b·x + (1 − b)·(all ones − x) = 2·b·x − x + (1 − b)·(all ones).</summary>
    private void ConstrainMagnitudes(StatementBuilder builder)
    {
        View bit = Leading(_given.Code, AxisMap.Broadcast(2)), digits = Leading(_given.Low, AxisMap.Place(2, 0)) + Leading(_given.High, AxisMap.Place(2, 1));
        View ones = View.ConstantProduct(
            AxisMap.Weights(Digit - 1, (1L << IrisCodeGadget.HighBits) - 1),
            AxisMap.Broadcast(ProbeGrid.Columns), AxisMap.Broadcast(ProbeGrid.Filters), AxisMap.Broadcast(ProbeGrid.Parts), AxisMap.Broadcast(ProbeGrid.Rows));
        View onesOfBit = Leading(_given.Code, AxisMap.Weights(Digit - 1, (1L << IrisCodeGadget.HighBits) - 1));
        builder.AssertZero("mask magnitudes", [new Product(2, bit, digits)], ones - onesOfBit - digits - Magnitudes.View);
    }

    private void ConstrainScale(StatementBuilder builder)
    {
        AxisMap excess = AxisMap.Sparse(ProbeGrid.Filters, ProbeGrid.Filters,
            [.. MaskLimits.All.Select((limits, filter) => new AxisMap.Entry(filter, filter, (long)limits.ImaginaryExcess))]);
        View low = Magnitude(0, Imaginary, excess) + Sign(Imaginary, excess), high = Magnitude(1, Imaginary, excess);
        View half = View.Constant(low.Shape, 1L << (MaskLimits.ExcessBits - DigitBits - 1));
        builder.AssertZero("mask scale, low", low - At(Digits, ScaleLow) - Digit * At(Digits, ScaleCarry));
        builder.AssertZero("mask scale, high", high + At(Digits, ScaleCarry) + half - At(Digits, ScaleHigh) - Digit * At(Digits, Correction));
    }

    private void ConstrainSquare(StatementBuilder builder)
    {
        AxisMap filters = AxisMap.Identity(ProbeGrid.Filters);
        View real0 = Magnitude(0, Real, filters) + Sign(Real, filters), real1 = Magnitude(1, Real, filters);
        View imaginary0 = Magnitude(0, Imaginary, filters) + Sign(Imaginary, filters) + At(Digits, Correction);
        View imaginary1 = Magnitude(1, Imaginary, filters), one = View.Constant(real0.Shape, 1);
        View carry0 = At(Digits, CarryLow) + Digit * At(CarryTops, 0) - one, carry1 = At(Digits, CarryLow + 1) + Digit * At(CarryTops, 1) - one;
        View isLarge = At(RangeBits, LargeEnough), isSmall = At(RangeBits, SmallEnough);
        View above01 = At(Digits, Above) + Digit * At(Digits, Above + 1), above23 = At(Digits, Above + 2) + Digit * At(Digits, Above + 3);
        View below01 = At(Digits, Below) + Digit * At(Digits, Below + 1), below23 = At(Digits, Below + 2) + Digit * At(Digits, Below + 3);

        builder.AssertZero("mask square, low", [new Product(1, real0, real0), new Product(1, imaginary0, imaginary0)],
            -At(Digits, Above) - Digit * carry0 - Limit(limits => limits.Least & (Digit - 1)));
        builder.AssertZero("mask square, middle", [new Product(2, real0, real1), new Product(2, imaginary0, imaginary1)],
            carry0 - At(Digits, Above + 1) - Digit * carry1 - Limit(limits => (limits.Least >> DigitBits) & (Digit - 1)));
        builder.AssertZero("mask square, high", [new Product(1, real1, real1), new Product(1, imaginary1, imaginary1)],
            carry1 + Pair * (one - isLarge) - above23 - Limit(limits => limits.Least >> (2 * DigitBits)));
        builder.AssertZero("mask range, low", above01 + below01 - Pair * At(RangeBits, PairCarry) - Limit(limits => (limits.Greatest - limits.Least) & (Pair - 1)));
        builder.AssertZero("mask range, high", above23 + below23 + At(RangeBits, PairCarry) - Pair * (2 * one - isLarge - isSmall)
            - Limit(limits => (limits.Greatest - limits.Least) >> (2 * DigitBits)));
    }

    private void ConstrainAngle(StatementBuilder builder)
    {
        View shape = At(PartDigits, AngleCarry), one = View.Constant(shape.Shape, 1);
        View carry = At(PartDigits, AngleCarry) - OpenIrisMaskBounds.AngleCarryOffset * one;
        builder.AssertZero("mask angle, low", Angle(Magnitudes, 0) + Angle(_given.Code, 0) - At(PartDigits, Angle0) - Digit * carry);
        builder.AssertZero("mask angle, high", Angle(Magnitudes, 1) + carry + Pair * (one - At(PartBits, NotFragile))
            - At(PartDigits, Angle0 + 1) - Digit * At(PartDigits, Angle0 + 2));
    }

    private void ConstrainWeight(StatementBuilder builder)
    {
        View margin = new IrisWindows(_given.Width).Sums(_given.PixelMask, Math.Abs)
            - IrisWindows.Constants(ProbeGrid.Parts, (filter, part, i) => MaskLimits.All[filter].LeastWeight(part, i));
        View rest = Pair * (View.Constant(At(PartBits, Valid).Shape, 1) - At(PartBits, Valid)) - At(PartDigits, Weight0) - Digit * At(PartDigits, Weight0 + 1);
        builder.AssertZero("mask weight", margin.WithShape(1, ProbeGrid.Columns, ProbeGrid.Filters, ProbeGrid.Parts, ProbeGrid.Rows) + rest);
    }

    private void ConstrainBits(StatementBuilder builder)
    {
        View isInRange = Leading(RangeBits, LargeEnough, AxisMap.Broadcast(ProbeGrid.Parts)) + Leading(RangeBits, SmallEnough, AxisMap.Broadcast(ProbeGrid.Parts));
        isInRange -= View.Constant(isInRange.Shape, 1);
        builder.AssertZero("mask", [new Product(1, At(PartBits, NotFragile), At(PartBits, Valid), isInRange)], -Leading(Bits, AxisMap.Identity(1)));
    }

    /// <summary>Digit or bit number <paramref name="index"/>, with a first axis of extent 1.</summary>
    private static View At(Tensor tensor, int index) => Leading(tensor, index, AxisMap.Identity(tensor.Shape[3]));

    private static View Leading(Tensor tensor, int index, AxisMap parts) =>
        Select(tensor, index, AxisMap.Identity(ProbeGrid.Filters), parts);

    /// <summary>Of a tensor without a first axis for digits.</summary>
    private static View Leading(Tensor tensor, AxisMap first) => First(
        tensor, 1, first, AxisMap.Identity(ProbeGrid.Filters), AxisMap.Identity(ProbeGrid.Parts));

    /// <summary>m0 or m1 of one part.</summary>
    private View Magnitude(int digit, int part, AxisMap filters) => Select(Magnitudes, digit, filters, AxisMap.Select(ProbeGrid.Parts, part));

    /// <summary>b of one part.</summary>
    private View Sign(int part, AxisMap filters) => First(_given.Code, 1, AxisMap.Identity(1), filters, AxisMap.Select(ProbeGrid.Parts, part));

    /// <summary>denominator · own part − numerator · other part.</summary>
    private static View Angle(Tensor tensor, int index)
    {
        int count = tensor.Shape.Rank == 4 ? 1 : tensor.Shape[0];
        View sum = View.Zero(Shape.Of(1, ProbeGrid.Columns, ProbeGrid.Filters, ProbeGrid.Parts, ProbeGrid.Rows));
        for (int filter = 0; filter < ProbeGrid.Filters; filter++)
        {
            MaskLimits limits = MaskLimits.All[filter];
            AxisMap only = AxisMap.Sparse(ProbeGrid.Filters, ProbeGrid.Filters, [new AxisMap.Entry(filter, filter, 1)]);
            AxisMap parts = AxisMap.Sparse(ProbeGrid.Parts, ProbeGrid.Parts,
            [
                new AxisMap.Entry(Real, Real, limits.Tangent(Real).Denominator), new AxisMap.Entry(Real, Imaginary, -limits.Tangent(Real).Numerator),
                new AxisMap.Entry(Imaginary, Imaginary, limits.Tangent(Imaginary).Denominator), new AxisMap.Entry(Imaginary, Real, -limits.Tangent(Imaginary).Numerator),
            ]);
            sum += First(tensor, count, AxisMap.Select(count, index), only, parts);
        }

        return sum;
    }

    /// <summary>A number for each filter and probe row.</summary>
    private static View Limit(Func<(long Least, long Greatest), long> value) => IrisWindows
        .Constants(1, (filter, _, i) => value((MaskLimits.All[filter].LeastSquare(i), MaskLimits.All[filter].GreatestSquare(i))))
        .WithShape(1, ProbeGrid.Columns, ProbeGrid.Filters, 1, ProbeGrid.Rows);

    private static View Select(Tensor tensor, int index, AxisMap filters, AxisMap parts) =>
        First(tensor, tensor.Shape[0], AxisMap.Select(tensor.Shape[0], index), filters, parts);

    private static View First(Tensor tensor, int count, AxisMap first, AxisMap filters, AxisMap parts) => tensor.MapAs(
        Shape.Of(count, ProbeGrid.Columns, ProbeGrid.Filters, parts.InSize, ProbeGrid.Rows),
        first, AxisMap.Identity(ProbeGrid.Columns), filters, parts, AxisMap.Identity(ProbeGrid.Rows));
}
