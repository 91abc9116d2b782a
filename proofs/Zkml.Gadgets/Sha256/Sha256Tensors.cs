using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Sha256;

/// <summary>
/// What is committed for every block. A word is 2 halves × 16 bits, least significant first, because sums of 32-bit words do not fit the
/// field. Rounds come last: every constraint reads them with a shift, so runs are 64 long whatever the number of blocks.
/// Cells per block: 3 · 2048 (words) + 14 · 64 (carries) + 256 (state) + 16 (its carries) = 7312.
/// </summary>
internal sealed class Sha256Tensors
{
    /// <summary>Words of the chaining state that follow the a of a round (a, b, c, d), and as many that follow the e.</summary>
    public const int StateDepth = 4;

    /// <summary>Carry slots: 3 bits per half for e, 2 bits per half for a, 2 bits per half for w.</summary>
    public const int CarrySlots = 14;

    public const int FirstSlotE = 0, BitsE = 3, FirstSlotA = 6, BitsA = 2, FirstSlotW = 10, BitsW = 2;

    /// <param name="builder">Gets the tensors.</param>
    /// <param name="name">In front of their names.</param>
    /// <param name="messages">In parallel.</param>
    /// <param name="blocks">Of each message.</param>
    /// <param name="previous">Blocks that come before; null: the first block starts from the constant initial state.</param>
    public Sha256Tensors(StatementBuilder builder, string name, int messages, int blocks, Sha256Tensors? previous = null)
    {
        Previous = previous;
        Messages = messages;
        Blocks = blocks;
        A = Words("a", Sha256Constants.Rounds);
        E = Words("e", Sha256Constants.Rounds);
        W = Words("w", Sha256Constants.Rounds);
        Carries = builder.CommitBits(name + ".carries", messages, blocks, CarrySlots, Sha256Constants.Rounds);
        StateA = Words("state a-d", StateDepth);
        StateE = Words("state e-h", StateDepth);
        StateCarries = builder.CommitBits(name + ".state carries", messages, blocks, 4, StateDepth);

        Tensor Words(string label, int count) => builder.CommitBits($"{name}.{label}", messages, blocks, 2, 16, count);
    }

    /// <summary>The blocks whose last state is the first one here.</summary>
    public Sha256Tensors? Previous { get; }

    public int Messages { get; }

    public int Blocks { get; }

    /// <summary>messages × blocks × 2 × 16 × 64: a after round t.</summary>
    public Tensor A { get; }

    /// <summary>e after round t.</summary>
    public Tensor E { get; }

    /// <summary>The message schedule; its first 16 words are the message.</summary>
    public Tensor W { get; }

    /// <summary>messages × blocks × 14 × 64; within a sum: bits of the low half's carry, then of the high half's.</summary>
    public Tensor Carries { get; }

    /// <summary>messages × blocks × 2 × 16 × 4: the state after the block, as d, c, b, a, so that a is the newest like in <see cref="A"/>.</summary>
    public Tensor StateA { get; }

    /// <summary>As h, g, f, e.</summary>
    public Tensor StateE { get; }

    /// <summary>messages × blocks × (low and high of a-d, low and high of e-h) × 4.</summary>
    public Tensor StateCarries { get; }
}
