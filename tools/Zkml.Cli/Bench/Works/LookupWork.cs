using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Cli.Bench.Works;

/// <summary>Shows that `size` committed values are 16-bit numbers.</summary>
public sealed class LookupWork(int size) : StatementWork("lookup")
{
    private Tensor _values = null!;

    protected override Statement Build()
    {
        var builder = new StatementBuilder("bench/lookup");
        _values = builder.Commit("values", size);
        builder.AssertRange("values have 16 bits", _values.View, 0, ushort.MaxValue);
        return builder.Build();
    }

    protected override void Solve(Witness witness, Arena arena)
    {
        Span<uint> cells = witness[_values];
        uint value = 1;
        for (int i = 0; i < cells.Length; i++)
        {
            value = value * 1_664_525 + 1_013_904_223;
            cells[i] = KoalaBear.FromUInt32(value >> 16).Montgomery;
        }
    }
}
