using Zkml.Gadgets.Bits;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Sha256;

/// <summary>
/// SHA-256 (FIPS 180-4) of secret messages: <see cref="MessageBytes"/> are proven to hash to <see cref="DigestBytes"/>. Everything is committed as
/// bits, no lookups. Public: how many messages in parallel, how many blocks, the length if it is fixed. Secret: bytes, digest, and the
/// length if it is hidden; what is to be public has to be asserted by the statement.
/// Equations and bounds: <see cref="Sha256Rounds"/>, <see cref="Sha256Padding"/>. Messages of the same block count share their constraints; with
/// several messages a block count that is no power of two leaves gaps in the witness.
/// Cost: 7312 cells per block (7376 with hidden length, and 256 per message for its digest); 7 products over 2048 indices per block (3 of them that
/// bits are bits) plus 2 over 1536; 24 distinct views in products, 32 with hidden length.
/// </summary>
public sealed class Sha256Gadget
{
    private readonly Tensor _digestA;
    private readonly Tensor _digestE;
    private readonly Sha256Padding? _padding;

    private Sha256Gadget(StatementBuilder builder, string name, int messages, int blocks, int? length)
    {
        FixedLength = length;
        Tensors = new Sha256Tensors(builder, name, messages, blocks);
        var views = new Sha256Views(Tensors);
        Sha256Rounds.Assert(builder, name, Tensors, views);
        if (length is { } n)
        {
            AssertFixedPadding(builder, name, n);
            (_digestA, _digestE) = (Tensors.StateA, Tensors.StateE);
            return;
        }

        _padding = new Sha256Padding(builder, name, Tensors, PaddedBytes);
        View last = _padding.Last(2, 16, Sha256Tensors.StateDepth);
        _digestA = AssertDigest(builder, name + ".digest a-d", last, Tensors.StateA);
        _digestE = AssertDigest(builder, name + ".digest e-h", last, Tensors.StateE);
    }

    /// <summary>Messages of one public length.</summary>
    public static Sha256Gadget OfFixedLength(StatementBuilder builder, string name, int length, int messages = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new Sha256Gadget(builder, name, messages, Sha256Function.BlockCount(length), length);
    }

    /// <summary>Messages of any length up to 64·<paramref name="maxBlocks"/> − 9, hidden.</summary>
    public static Sha256Gadget OfHiddenLength(StatementBuilder builder, string name, int maxBlocks, int messages = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBlocks);
        return new Sha256Gadget(builder, name, messages, maxBlocks, null);
    }

    /// <summary>Messages in parallel: the first axis of every view.</summary>
    public int Messages => Tensors.Messages;

    /// <summary>Blocks of each message; with hidden length the most there can be.</summary>
    public int Blocks => Tensors.Blocks;

    /// <summary>The public length, or null if it is hidden.</summary>
    public int? FixedLength { get; }

    /// <summary>The longest message.</summary>
    public int MaxLength => FixedLength ?? Blocks * Sha256Constants.BytesPerBlock - Sha256Constants.MinPadding;

    /// <summary>messages × blocks × 64: every byte, padding included.</summary>
    public View PaddedBytes => Tensors.W.MapAs(
        Shape.Of(Messages, Blocks, Sha256Layout.CellsPerBlock), AxisMap.Identity(Messages), AxisMap.Identity(Blocks),
        Sha256Layout.MessageBytes(0, Sha256Constants.BytesPerBlock, 1));

    /// <summary>messages × 1: the message's length in bytes.</summary>
    public View Length => _padding?.Length ?? View.Constant(Shape.Of(Messages, 1), FixedLength!.Value);

    /// <summary>messages × 256: the digest, most significant bit of its first byte first.</summary>
    public View DigestBits => Digest(Sha256Layout.DigestBits);

    /// <summary>messages × 32: the digest's bytes.</summary>
    public View DigestBytes => Digest(Sha256Layout.DigestBytes);

    internal Sha256Tensors Tensors { get; }

    /// <summary>With hidden length: 1 at the bytes of the message, 0 behind it; messages × blocks × 64.</summary>
    public Tensor? Inside => _padding?.Inside;

    /// <summary>With hidden length: the committed digest words, as <see cref="Sha256Tensors.StateA"/> and StateE of the last block.</summary>
    internal (Tensor A, Tensor E)? HiddenDigest => _padding is null ? null : (_digestA, _digestE);

    /// <summary>messages × 1: one byte.</summary>
    public View MessageByte(int index) => MessageBytes(index, 1);

    /// <summary>
    /// messages × count: bytes at fixed offsets. With hidden length they may lie behind the message's end and are then padding: compare
    /// <see cref="Length"/>, or use <see cref="Inside"/>.
    /// </summary>
    public View MessageBytes(int start, int count) => Message(start, count, Sha256Layout.MessageBytes(start, count, Blocks));

    /// <summary>messages × 8·count: their bits, most significant of the first byte first.</summary>
    public View MessageBits(int start, int count) => Message(start, count, Sha256Layout.MessageBits(start, count, Blocks));

    private View Message(int start, int count, AxisMap map)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + count, (long)Blocks * Sha256Constants.BytesPerBlock, nameof(count));
        return Tensors.W.MapAs(Shape.Of(Messages, Blocks * Sha256Layout.CellsPerBlock), AxisMap.Identity(Messages), map);
    }

    private void AssertFixedPadding(StatementBuilder builder, string name, int length)
    {
        byte[] padded = new byte[Blocks * Sha256Constants.BytesPerBlock];
        Sha256Function.Pad(new byte[length], padded);
        ByteFields.AssertBytes(builder, name + ".padding", MessageBytes(length, padded.Length - length), padded.AsSpan(length));
    }

    /// <summary>Σ_b last[b]·state[b] = digest, bit by bit.</summary>
    private Tensor AssertDigest(StatementBuilder builder, string name, View last, Tensor state)
    {
        const int Depth = Sha256Tensors.StateDepth;
        Tensor digest = builder.Commit(name, Messages, 1, 2, 16, Depth);
        View first = digest.Map(
            AxisMap.Identity(Messages), AxisMap.Place(Blocks, 0), AxisMap.Identity(2), AxisMap.Identity(16), AxisMap.Identity(Depth));
        builder.AssertZero(
            name, [AxisWeight.Each, AxisWeight.Sum, AxisWeight.Each, AxisWeight.Each, AxisWeight.Each],
            [new Product(1, last, state.View)], -first);
        return digest;
    }

    private View Digest(Func<bool, int, AxisMap> map)
    {
        int blocks = _digestA.Shape[1];
        Shape source = Shape.Of(Messages, blocks * Sha256Layout.CellsPerState);
        return _digestA.MapAs(source, AxisMap.Identity(Messages), map(false, blocks))
            + _digestE.MapAs(source, AxisMap.Identity(Messages), map(true, blocks));
    }
}
