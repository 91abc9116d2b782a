using Zkml.Models.Iris;
using Zkml.Protocol.Language;
using static Zkml.Statements.Iris.OpenIrisMaskLayout;

namespace Zkml.Statements.Iris;

/// <summary>Fills the cells of an <see cref="OpenIrisMaskGadget"/>.</summary>
internal readonly ref struct OpenIrisMaskSolver
{
    private const int DigitBits = IrisMaskGadget.DigitBits, DigitMask = (1 << DigitBits) - 1, Rows = ProbeGrid.Rows, Parts = ProbeGrid.Parts;

    private const int Responses = ProbeGrid.Bits / Parts;

    private readonly uint[] _words;
    private readonly Span<uint> _magnitudes;
    private readonly Span<uint> _partDigits;
    private readonly Span<uint> _partBits;
    private readonly Span<uint> _digits;
    private readonly Span<uint> _carryTops;
    private readonly Span<uint> _rangeBits;
    private readonly Span<uint> _bits;

    /// <param name="witness">To fill.</param>
    /// <param name="gadget">Of the witness' statement.</param>
    /// <param name="words">Montgomery words of the numbers below 2^14.</param>
    public OpenIrisMaskSolver(Witness witness, OpenIrisMaskGadget gadget, uint[] words)
    {
        _words = words;
        _magnitudes = witness[gadget.Magnitudes];
        _partDigits = witness[gadget.PartDigits];
        _partBits = witness[gadget.PartBits];
        _digits = witness[gadget.Digits];
        _carryTops = witness[gadget.CarryTops];
        _rangeBits = witness[gadget.RangeBits];
        _bits = witness[gadget.Bits];
    }

    /// <param name="responses">In the order (column, filter, part, row).</param>
    /// <param name="weightMargins">In the order (column, filter, part, row).</param>
    /// <returns>The mask bits that are 1.</returns>
    public int Fill(ReadOnlySpan<int> responses, ReadOnlySpan<int> weightMargins)
    {
        int valid = 0;
        for (int response = 0; response < Responses; response++)
        {
            (int probe, int row) = Math.DivRem(response, Rows);
            int filter = probe % ProbeGrid.Filters, real = probe * Parts * Rows + row, imaginary = real + Rows;
            bool inRange = FillRange(response, filter, row, responses[real], responses[imaginary]);
            valid += FillPart(real, filter, Real, inRange, responses[real], responses[imaginary], weightMargins[real]);
            valid += FillPart(imaginary, filter, Imaginary, inRange, responses[imaginary], responses[real], weightMargins[imaginary]);
        }

        return valid;
    }

    /// <returns>Whether the response is neither too small nor too large.</returns>
    private bool FillRange(int response, int filter, int row, int real, int imaginary)
    {
        MaskLimits limits = MaskLimits.All[filter];
        (int real0, int real1) = Split(real);
        (int imaginary0, int imaginary1) = Split(imaginary);
        int scaled = limits.ImaginaryExcess * imaginary0, carry = scaled >> DigitBits;
        int high = limits.ImaginaryExcess * imaginary1 + carry + (1 << (MaskLimits.ExcessBits - DigitBits - 1)), correction = high >> DigitBits;
        Set(_digits, ScaleLow, response, scaled & DigitMask);
        Set(_digits, ScaleCarry, response, carry);
        Set(_digits, ScaleHigh, response, high & DigitMask);
        Set(_digits, Correction, response, correction);

        long least = limits.LeastSquare(row), greatest = limits.GreatestSquare(row), square = OpenIrisMask.Square(filter, real, imaginary);
        imaginary0 += correction;
        long low = (long)real0 * real0 + (long)imaginary0 * imaginary0 - (least & DigitMask), carry0 = low >> DigitBits;
        long middle = 2L * real0 * real1 + 2L * imaginary0 * imaginary1 + carry0 - ((least >> DigitBits) & DigitMask), carry1 = middle >> DigitBits;
        FillCarry(0, response, (int)carry0 + 1);
        FillCarry(1, response, (int)carry1 + 1);

        bool isLarge = square >= least, isSmall = square <= greatest;
        const long Pair = (1L << (2 * DigitBits)) - 1, Wrap = 1L << (4 * DigitBits);
        long above = square - least + (isLarge ? 0 : Wrap), below = greatest - square + (isSmall ? 0 : Wrap);
        for (int digit = 0; digit < 4; digit++)
        {
            Set(_digits, Above + digit, response, (int)(above >> (digit * DigitBits)) & DigitMask);
            Set(_digits, Below + digit, response, (int)(below >> (digit * DigitBits)) & DigitMask);
        }

        Set(_rangeBits, LargeEnough, response, isLarge ? 1 : 0);
        Set(_rangeBits, SmallEnough, response, isSmall ? 1 : 0);
        Set(_rangeBits, PairCarry, response, (int)(((above & Pair) + (below & Pair)) >> (2 * DigitBits)));
        return isLarge && isSmall;
    }

    private void FillCarry(int carry, int response, int value)
    {
        Set(_digits, CarryLow + carry, response, value & DigitMask);
        Set(_carryTops, carry, response, value >> DigitBits);
    }

    /// <returns>The mask bit.</returns>
    private int FillPart(int cell, int filter, int part, bool inRange, int own, int other, int weightMargin)
    {
        int magnitude = Math.Abs(own) - (own > 0 ? 1 : 0);
        SetPart(_magnitudes, 0, cell, magnitude & DigitMask);
        SetPart(_magnitudes, 1, cell, magnitude >> DigitBits);

        (int numerator, int denominator) = MaskLimits.All[filter].Tangent(part);
        int low = denominator * Split(own).Low - numerator * Split(other).Low;
        long margin = OpenIrisMask.TangentMargin(filter, part, own, other);
        int notFragile = margin >= 0 ? 1 : 0, valid = weightMargin >= 0 ? 1 : 0;
        long slack = margin + ((1L - notFragile) << (3 * DigitBits));
        for (int digit = 0; digit < 3; digit++)
        {
            SetPart(_partDigits, Angle0 + digit, cell, (int)(slack >> (digit * DigitBits)) & DigitMask);
        }

        SetPart(_partDigits, AngleCarry, cell, (low >> DigitBits) + OpenIrisMaskBounds.AngleCarryOffset);
        int weight = weightMargin + ((1 - valid) << (2 * DigitBits)), bit = inRange ? notFragile * valid : 0;
        SetPart(_partDigits, Weight0, cell, weight & DigitMask);
        SetPart(_partDigits, Weight0 + 1, cell, weight >> DigitBits);
        SetPart(_partBits, NotFragile, cell, notFragile);
        SetPart(_partBits, Valid, cell, valid);
        _bits[cell] = _words[bit];
        return bit;
    }

    private void Set(Span<uint> cells, int index, int response, int value) => cells[index * Responses + response] = _words[value];

    private void SetPart(Span<uint> cells, int index, int cell, int value) => cells[index * ProbeGrid.Bits + cell] = _words[value];

    /// <summary>|D| = low + 2^14·high with low = m0 + b, which may be 2^14.</summary>
    private static (int Low, int High) Split(int response)
    {
        int bit = response > 0 ? 1 : 0, magnitude = Math.Abs(response) - bit;
        return ((magnitude & DigitMask) + bit, magnitude >> DigitBits);
    }
}
