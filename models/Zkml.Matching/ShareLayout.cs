using Zkml.Matching.Templates;

namespace Zkml.Matching;

/// <summary>
/// What is shared of a template: with code bits b and mask bits m, the signs u = (2b − 1)·m in {−1, 0, 1} and the bits m, each in the order of
/// serialisation (row, column, filter, part), as integers modulo 2^16. For two templates
///   ⟨u, u'⟩ = agreeing − disagreeing bits where both are valid,   ⟨m, m'⟩ = bits where both are valid,
/// so both sums have absolute values of at most 16 384 and are read back as signed 16-bit integers.
/// </summary>
public static class ShareLayout
{
    public const int Rows = IrisTemplate.Rows;

    public const int Columns = IrisTemplate.Columns;

    /// <summary>Filters and parts: what a turn of the eye by one column moves.</summary>
    public const int PerColumn = IrisTemplate.Filters * IrisTemplate.Parts;

    /// <summary>Values of one row.</summary>
    public const int RowLength = Columns * PerColumn;

    /// <summary>Signs, and as many mask bits.</summary>
    public const int Bits = Rows * RowLength;

    /// <summary>Values of a share: signs, then mask bits.</summary>
    public const int Length = 2 * Bits;

    /// <summary>Shares of a template; all three are needed, any two say nothing.</summary>
    public const int Shares = 3;

    /// <summary>Turns to each side that are compared, in columns.</summary>
    public const int MaxTurn = IrisMatcher.MaxTurn;

    public const int Turns = 2 * MaxTurn + 1;
}
