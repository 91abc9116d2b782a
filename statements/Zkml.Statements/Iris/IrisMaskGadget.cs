using Zkml.Fields;
using Zkml.Models.Iris;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Iris;

/// <summary>The bits that say which bits of a code count, by one of the rules.</summary>
internal abstract class IrisMaskGadget
{
    /// <summary>Digits of slacks: most are looked up in one table of 2^14 numbers, the one that responses use.</summary>
    public const int DigitBits = IrisCodeGadget.LowBits;

    /// <summary>Montgomery words of the numbers a digit can be.</summary>
    protected static readonly uint[] Words = [.. Enumerable.Range(0, 1 << DigitBits).Select(i => KoalaBear.FromUInt32((uint)i).Montgomery)];

    /// <summary>Column, filter, 1 or part, row: a mask bit may stand for both parts.</summary>
    public abstract Tensor Bits { get; }

    /// <summary>Parts that have one bit in common.</summary>
    public int PartsPerBit => ProbeGrid.Parts / Bits.Shape[2];

    /// <summary>Column, filter, part, row.</summary>
    public View BitsOfParts => Bits.Map(
        AxisMap.Identity(ProbeGrid.Columns),
        AxisMap.Identity(ProbeGrid.Filters),
        PartsPerBit == 1 ? AxisMap.Identity(ProbeGrid.Parts) : AxisMap.Broadcast(ProbeGrid.Parts),
        AxisMap.Identity(ProbeGrid.Rows));

    public static IrisMaskGadget Of(MaskRule rule, StatementBuilder builder, IrisResponses given) =>
        rule == MaskRule.OpenIris ? new OpenIrisMaskGadget(builder, given) : new SimpleMaskGadget(builder, given);

    /// <param name="witness">Gets bits and slacks.</param>
    /// <param name="responses">Of <see cref="IrisCode.Responses"/>.</param>
    /// <param name="mask">128 rows of width bytes, 0 or 1.</param>
    /// <returns>How many of the 16 384 mask bits are 1.</returns>
    public abstract int Fill(Witness witness, ReadOnlySpan<int> responses, ReadOnlySpan<byte> mask);
}
