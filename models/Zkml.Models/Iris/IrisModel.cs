using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Zkml.Models.Iris;

/// <summary>Names what a template is computed by: SHA-256 over the mask rule, the grid and every kernel weight.</summary>
public static class IrisModel
{
    /// <summary>The simple rule: a mask bit is 1 when 9/10 of the window's pixels are valid.</summary>
    public const int MaskNumerator = 9, MaskDenominator = 10;

    /// <summary>Lower-case hexadecimal.</summary>
    public static string Id { get; } = MakeId();

    private static string MakeId()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant(
            $"zkml iris model 1 grid {ProbeGrid.Rows}x{ProbeGrid.Columns} mask {MaskNumerator}/{MaskDenominator}\n")));
        Span<byte> word = stackalloc byte[sizeof(int)];
        foreach (GaborKernel kernel in GaborKernel.All)
        {
            for (int cell = 0; cell < ProbeGrid.Parts * GaborKernel.Rows * kernel.Columns; cell++)
            {
                int row = cell / kernel.Columns;
                BinaryPrimitives.WriteInt32LittleEndian(word, kernel[row / GaborKernel.Rows, row % GaborKernel.Rows, cell % kernel.Columns]);
                hash.AppendData(word);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
