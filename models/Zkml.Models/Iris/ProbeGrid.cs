using Zkml.Matching.Templates;

namespace Zkml.Models.Iris;

/// <summary>Where the filters look: 16 rows × 256 columns over a normalised image of 128 rows.</summary>
public static class ProbeGrid
{
    public const int Rows = IrisTemplate.Rows;

    public const int Columns = IrisTemplate.Columns;

    public const int ImageRows = 128;

    public const int Filters = IrisTemplate.Filters;

    /// <summary>Real, imaginary.</summary>
    public const int Parts = IrisTemplate.Parts;

    /// <summary>Bits of a code, and of its mask.</summary>
    public const int Bits = IrisTemplate.Bits;

    /// <summary>The window of probe row i: r = 8i, rows max(0, r − 10) … min(r + 11, 127) − 1.</summary>
    public static ProbeWindow Window(int i)
    {
        int middle = i * ImageRows / Rows, half = GaborKernel.Rows / 2;
        int top = Math.Max(0, middle - half), count = Math.Min(middle + half + 1, ImageRows - 1) - top;
        return new ProbeWindow(top, count, half - count / 2);
    }

    /// <summary>The image column under the kernel's first column at probe column j; taken modulo the width.</summary>
    public static int FirstColumn(int j, int width, int kernelColumns) => j * width / Columns - kernelColumns / 2;
}
