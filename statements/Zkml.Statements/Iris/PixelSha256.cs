using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Gadgets.Sha256;
using Zkml.Models.Iris;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Iris;

/// <summary>
/// SHA-256 of the pixels and of the packed mask, for devices that cannot hash otherwise: 1 025 and 129 blocks for 512 columns. What is hashed lies row
/// after row, the tensors column after column, so each row has a linear constraint of its own; those cost nothing but their terms.
/// </summary>
internal sealed class PixelSha256
{
    private const int Rows = ProbeGrid.ImageRows;

    public PixelSha256(StatementBuilder builder, ImageShape shape, IrisCodeGadget code)
    {
        Image = new Sha256Chain(builder, "image hash", shape.PixelsLength);
        Mask = new Sha256Chain(builder, "mask hash", shape.MaskLength);
        for (int row = 0; row < Rows; row++)
        {
            builder.AssertEqual($"pixels of row {row}", Row(code.Pixels, row, Image), Image.GroupBytes(Rows, row));
            builder.AssertEqual($"mask of row {row}", Row(code.PixelMask, row, Mask), Mask.GroupBits(Rows, row));
        }
    }

    public Sha256Chain Image { get; }

    public Sha256Chain Mask { get; }

    /// <returns>The digests of image and mask.</returns>
    public (Bytes32 Image, Bytes32 Mask) Fill(Witness witness, IrisSecrets secrets)
    {
        byte[] image = Sha256Solver.Fill(Image, witness, secrets.Pixels), packed = MaskDigest.Pack(secrets.Mask);
        byte[] mask = Sha256Solver.Fill(Mask, witness, packed);
        CryptographicOperations.ZeroMemory(packed);
        return (new Bytes32(image), new Bytes32(mask));
    }

    /// <summary>A row, cut as the blocks of its hash cut it: 1 × blocks × columns of a block × 1.</summary>
    private static View Row(Tensor values, int row, Sha256Chain hash)
    {
        int blocks = hash.Blocks / Rows, columns = values.Shape[0] / blocks;
        return values.MapAs(
            Shape.Of(1, blocks, columns, Rows), AxisMap.Identity(1), AxisMap.Identity(blocks), AxisMap.Identity(columns), AxisMap.Select(Rows, row));
    }
}
