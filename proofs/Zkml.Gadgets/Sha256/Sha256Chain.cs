using System.Buffers.Binary;
using Zkml.Gadgets.Bits;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Sha256;

/// <summary>
/// SHA-256 of one long secret message of 64·n bytes, an image: n blocks, and its padding as a run of one block that goes on from their last state.
/// As one run of n + 1 blocks it would be padded to twice as many by the zero-check when n is a power of two. Constraints are those of
/// <see cref="Sha256Gadget"/>.
/// </summary>
public sealed class Sha256Chain
{
    private static readonly AxisMap BytesOfBlock = Sha256Layout.MessageBytes(0, Sha256Constants.BytesPerBlock, 1);

    public Sha256Chain(StatementBuilder builder, string name, int length)
    {
        (int blocks, int rest) = Math.DivRem(length, Sha256Constants.BytesPerBlock);
        if (rest != 0 || blocks == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(length), "Only messages of whole blocks of 64 bytes.");
        }

        Length = length;
        Body = new Sha256Tensors(builder, name, 1, blocks);
        Tail = new Sha256Tensors(builder, name + ".tail", 1, 1, Body);
        Sha256Rounds.Assert(builder, name, Body, new Sha256Views(Body));
        Sha256Rounds.Assert(builder, name + ".tail", Tail, new Sha256Views(Tail));
        var padding = new byte[Sha256Constants.BytesPerBlock];
        WritePadding(padding);
        ByteFields.AssertBytes(builder, name + ".padding", Tail.W.MapAs(
            Shape.Of(1, Sha256Layout.CellsPerBlock), AxisMap.Identity(1), Sha256Layout.MessageBytes(0, padding.Length, 1)), padding);
    }

    /// <summary>Of the message, in bytes.</summary>
    public int Length { get; }

    public int Blocks => Body.Blocks;

    /// <summary>1 × 32.</summary>
    public View DigestBytes => Digest(setE: false) + Digest(setE: true);

    /// <summary>1 × blocks/step × 64 × 1: the bytes of the blocks <paramref name="first"/>, first + step, first + 2·step, …</summary>
    public View StridedBytes(int step, int first)
    {
        Shape shape = Shape.Of(1, Blocks, Sha256Layout.CellsPerBlock, 1);
        return Body.W.MapAs(shape, AxisMap.Identity(1), AxisMap.Strided(Blocks / step, Blocks, step, first), BytesOfBlock, AxisMap.Identity(1));
    }

    internal Sha256Tensors Body { get; }

    internal Sha256Tensors Tail { get; }

    /// <summary>1 × blocks/groups × 64 × 1: the bytes of the blocks of one of <paramref name="groups"/> equal parts of the message.</summary>
    public View GroupBytes(int groups, int group) => Group(groups, group, BytesOfBlock);

    /// <summary>1 × blocks/groups × 512 × 1: their bits, least significant first in each byte.</summary>
    public View GroupBits(int groups, int group) => Group(groups, group, Sha256Layout.BlockBitsLowestFirst);

    internal void WritePadding(Span<byte> block)
    {
        block.Clear();
        block[0] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(block[^sizeof(ulong)..], (ulong)Length * 8);
    }

    private View Group(int groups, int group, AxisMap cells)
    {
        Shape shape = Shape.Of(groups, Blocks / groups, Sha256Layout.CellsPerBlock, 1);
        return Body.W.MapAs(shape, AxisMap.Select(groups, group), AxisMap.Identity(shape[1]), cells, AxisMap.Identity(1));
    }

    private View Digest(bool setE) => (setE ? Tail.StateE : Tail.StateA).MapAs(
        Shape.Of(1, Sha256Layout.CellsPerState), AxisMap.Identity(1), Sha256Layout.DigestBytes(setE, 1));
}
