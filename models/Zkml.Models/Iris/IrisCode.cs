using System.Numerics;
using System.Runtime.InteropServices;
using Zkml.Matching.Templates;

namespace Zkml.Models.Iris;

/// <summary>
/// Responses and window counts of an image in plain integers, in the order (column j, filter, part, row i). Rows of the image are taken apart by
/// the phase of their columns (width / 256 of them), so that neighbouring probes read neighbouring values.
/// </summary>
public static class IrisCode
{
    /// <summary>The template that a statement is about, bit for bit; the caller disposes it.</summary>
    /// <param name="pixels">128 rows of width pixels.</param>
    /// <param name="mask">128 rows of width bytes, 0 or 1.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="rule">Which bits count.</param>
    public static IrisTemplate Template(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask, int width, MaskRule rule = MaskRule.Simple)
    {
        int[] responses = Responses(pixels, width);
        byte[] counts = rule == MaskRule.OpenIris ? OpenIrisBits(responses, mask, width) : SimpleBits(mask, width);
        // Not to be moved by the garbage collector, which would leave copies behind.
        byte[] code = GC.AllocateArray<byte>(ProbeGrid.Bits, pinned: true), codeMask = GC.AllocateArray<byte>(ProbeGrid.Bits, pinned: true);
        for (int bit = 0; bit < ProbeGrid.Bits; bit++)
        {
            // Bits are (row, rest), responses (rest, row); rest is column, filter, part.
            (int row, int rest) = Math.DivRem(bit, ProbeGrid.Bits / ProbeGrid.Rows);
            code[bit] = responses[rest * ProbeGrid.Rows + row] > 0 ? (byte)1 : (byte)0;
            codeMask[bit] = counts[rest * ProbeGrid.Rows + row];
        }

        IrisTemplate template = IrisTemplate.OfBits(code, codeMask);
        Array.Clear(responses);
        Array.Clear(counts);
        Array.Clear(code);
        Array.Clear(codeMask);
        return template;
    }

    /// <summary>D[j, filter, part, i] = Σ image · kernel over the probe's window.</summary>
    /// <param name="pixels">128 rows of width pixels.</param>
    public static int[] Responses(ReadOnlySpan<byte> pixels, int width) => WindowSums(pixels, width, weight => weight);

    /// <summary>
    /// Σ |kernel| over the valid pixels of the window less the least such sum (<see cref="MaskLimits.LeastWeight"/>), in the order (column j, filter, part,
    /// row i). Negative: the mask bit of the open-iris rule is 0.
    /// </summary>
    /// <param name="mask">128 rows of width bytes, 0 or 1.</param>
    public static int[] WeightMargins(ReadOnlySpan<byte> mask, int width)
    {
        int[] margins = WindowSums(mask, width, Math.Abs);
        for (int kind = 0; kind < ProbeGrid.Filters * ProbeGrid.Parts * ProbeGrid.Rows; kind++)
        {
            int row = kind % ProbeGrid.Rows, part = kind / ProbeGrid.Rows % ProbeGrid.Parts;
            int least = MaskLimits.All[kind / (ProbeGrid.Rows * ProbeGrid.Parts)].LeastWeight(part, row);
            for (int j = 0; j < ProbeGrid.Columns; j++)
            {
                margins[j * ProbeGrid.Filters * ProbeGrid.Parts * ProbeGrid.Rows + kind] -= least;
            }
        }

        return margins;
    }

    /// <summary>
    /// 10 · (valid pixels of the window) − 9 · (pixels of the window), in the order (column j, filter, row i). Not negative: the mask bit of the
    /// simple rule is 1.
    /// </summary>
    /// <param name="mask">128 rows of width bytes, 0 or 1.</param>
    public static int[] MaskMargins(ReadOnlySpan<byte> mask, int width)
    {
        int[] phases = Phases(mask, width), margins = new int[ProbeGrid.Columns * ProbeGrid.Filters * ProbeGrid.Rows], line = new int[ProbeGrid.Columns];
        for (int filter = 0; filter < ProbeGrid.Filters; filter++)
        {
            int columns = GaborKernel.All[filter].Columns;
            for (int i = 0; i < ProbeGrid.Rows; i++)
            {
                ProbeWindow window = ProbeGrid.Window(i);
                Array.Fill(line, -IrisModel.MaskNumerator * window.Count * columns);
                for (int a = 0; a < window.Count; a++)
                {
                    for (int b = 0; b < columns; b++)
                    {
                        AddScaled(line, IrisModel.MaskDenominator, Neighbours(phases, width, window.Top + a, b - columns / 2));
                    }
                }

                Scatter(line, margins, filter * ProbeGrid.Rows + i, ProbeGrid.Filters * ProbeGrid.Rows);
            }
        }

        Array.Clear(phases);
        Array.Clear(line);
        return margins;
    }

    private static byte[] OpenIrisBits(ReadOnlySpan<int> responses, ReadOnlySpan<byte> mask, int width)
    {
        int[] margins = WeightMargins(mask, width);
        byte[] bits = OpenIrisMask.Bits(responses, margins);
        Array.Clear(margins);
        return bits;
    }

    /// <summary>In the order of responses: one margin is for both parts.</summary>
    private static byte[] SimpleBits(ReadOnlySpan<byte> mask, int width)
    {
        int[] margins = MaskMargins(mask, width);
        byte[] bits = new byte[ProbeGrid.Bits];
        for (int bit = 0; bit < bits.Length; bit++)
        {
            int probe = bit / (ProbeGrid.Parts * ProbeGrid.Rows);
            bits[bit] = margins[probe * ProbeGrid.Rows + bit % ProbeGrid.Rows] >= 0 ? (byte)1 : (byte)0;
        }

        Array.Clear(margins);
        return bits;
    }

    /// <summary>Σ value · weight(kernel) over each window, in the order (column j, filter, part, row i).</summary>
    private static int[] WindowSums(ReadOnlySpan<byte> values, int width, Func<int, int> weight)
    {
        int[] phases = Phases(values, width), sums = new int[ProbeGrid.Bits], line = new int[ProbeGrid.Columns];
        for (int filter = 0; filter < ProbeGrid.Filters; filter++)
        {
            GaborKernel kernel = GaborKernel.All[filter];
            for (int part = 0; part < ProbeGrid.Parts; part++)
            {
                for (int i = 0; i < ProbeGrid.Rows; i++)
                {
                    Array.Clear(line);
                    ProbeWindow window = ProbeGrid.Window(i);
                    for (int a = 0; a < window.Count; a++)
                    {
                        for (int b = 0; b < kernel.Columns; b++)
                        {
                            AddScaled(line, weight(kernel[part, window.KernelTop + a, b]), Neighbours(phases, width, window.Top + a, b - kernel.Columns / 2));
                        }
                    }

                    Scatter(line, sums, (filter * ProbeGrid.Parts + part) * ProbeGrid.Rows + i, ProbeGrid.Filters * ProbeGrid.Parts * ProbeGrid.Rows);
                }
            }
        }

        Array.Clear(phases);
        Array.Clear(line);
        return sums;
    }

    /// <summary>phases[row][phase][k] = value at column (k·step + phase) mod width, for k from 0 to 511: a run of 256 needs no modulus.</summary>
    private static int[] Phases(ReadOnlySpan<byte> values, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, ProbeGrid.ImageRows * width, nameof(values));
        ArgumentOutOfRangeException.ThrowIfNotEqual(width % ProbeGrid.Columns, 0, nameof(width));
        int step = width / ProbeGrid.Columns;
        var phases = new int[2 * values.Length];
        for (int row = 0; row < ProbeGrid.ImageRows; row++)
        {
            for (int x = 0; x < 2 * width; x++)
            {
                phases[2 * (row * width + x % step * ProbeGrid.Columns) + x / step] = values[row * width + x % width];
            }
        }

        return phases;
    }

    /// <summary>The values at columns j·step + offset, j = 0 … 255.</summary>
    private static ReadOnlySpan<int> Neighbours(int[] phases, int width, int row, int offset)
    {
        int step = width / ProbeGrid.Columns, column = (offset + width) % width;
        return phases.AsSpan(2 * (row * width + column % step * ProbeGrid.Columns) + column / step, ProbeGrid.Columns);
    }

    private static void AddScaled(Span<int> line, int weight, ReadOnlySpan<int> values)
    {
        Span<Vector<int>> target = MemoryMarshal.Cast<int, Vector<int>>(line);
        ReadOnlySpan<Vector<int>> source = MemoryMarshal.Cast<int, Vector<int>>(values);
        for (int v = 0; v < target.Length; v++)
        {
            target[v] += weight * source[v];
        }
    }

    private static void Scatter(ReadOnlySpan<int> line, Span<int> destination, int offset, int stride)
    {
        for (int j = 0; j < line.Length; j++)
        {
            destination[j * stride + offset] = line[j];
        }
    }
}
