using Zkml.Fields;
using Zkml.Models.Iris;
using Zkml.Protocol.Language;
using Zkml.Statements.Iris;

namespace Zkml.Statements.Tests.Iris;

/// <summary>The gadget of the open-iris rule by itself: responses are given, not computed from an image, so any pair of integers can be tried.</summary>
internal sealed class MaskCase : IDisposable
{
    /// <summary>Pairs of a real and an imaginary response.</summary>
    public const int Pairs = ProbeGrid.Bits / 2;

    private static readonly Lazy<(Statement Statement, IrisResponses Given, OpenIrisMaskGadget Gadget)> Built = new(Build);

    private readonly IrisResponses _given = Built.Value.Given;
    private readonly Arena _arena = new();

    public MaskCase() => Witness = new Witness(Built.Value.Statement, _arena);

    public OpenIrisMaskGadget Gadget { get; } = Built.Value.Gadget;

    public Witness Witness { get; }

    /// <summary>The digits that say what the responses are, and what the gadget makes of them.</summary>
    /// <returns>The mask bits that are 1.</returns>
    public int Fill(ReadOnlySpan<int> responses, byte[] mask)
    {
        for (int i = 0; i < responses.Length; i++)
        {
            int bit = responses[i] > 0 ? 1 : 0, shifted = responses[i] - 1 + ((1 - bit) << 27);
            Witness.Set(_given.Code, i, bit);
            Witness.Set(_given.Low, i, shifted & 0x3fff);
            Witness.Set(_given.High, i, shifted >> 14);
        }

        for (int i = 0; i < mask.Length; i++)
        {
            Witness.Set(_given.PixelMask, [i % 512, i / 512], mask[i]);
        }

        return Gadget.Fill(Witness, responses, mask);
    }

    /// <summary>The mask bits in the witness, in the order of responses.</summary>
    public byte[] Bits() => [.. Enumerable.Range(0, ProbeGrid.Bits).Select(i => (byte)Witness.Get(Gadget.Bits, i).ToInt32())];

    public IReadOnlyList<ConstraintChecker.Violation> Check() => ConstraintChecker.Check(Witness, IrisCase.Rho, _arena, limit: 1 << 20);

    /// <summary>The pair of responses that a violation is about.</summary>
    public int Pair(ConstraintChecker.Violation violation)
    {
        Shape shape = Witness.Statement.Lookups.Lookups.FirstOrDefault(l => l.Name == violation.Name)?.Shape
            ?? Witness.Statement.Constraints.First(c => c.Name == violation.Name).Shape;
        return shape[3] == 1 ? violation.Cell % Pairs : violation.Cell % (2 * Pairs) / 32 * 16 + violation.Cell % 16;
    }

    public void Add(Tensor tensor, int cell, long change)
    {
        Span<uint> value = Witness[tensor].Slice(cell, 1);
        value[0] = (KoalaBear.FromMontgomery(value[0]) + KoalaBear.FromInt64(change)).Montgomery;
    }

    private static (Statement, IrisResponses, OpenIrisMaskGadget) Build()
    {
        var builder = new StatementBuilder("a mask alone");
        Tensor code = builder.CommitBits("code", 256, 2, 2, 16);
        var given = new IrisResponses(code, builder.Commit("low", 256, 2, 2, 16), builder.Commit("high", 256, 2, 2, 16), builder.CommitBits("pixel mask", 512, 128));
        builder.AssertRange("low", given.Low.View, 0, (1 << 14) - 1);
        builder.AssertRange("high", given.High.View, 0, (1 << 13) - 1);
        var gadget = new OpenIrisMaskGadget(builder, given);
        return (builder.Build(), given, gadget);
    }

    public void Dispose()
    {
        Witness.Dispose();
        _arena.Dispose();
    }
}
