using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Cli.Bench.Works;

/// <summary>Commits to `size` values and proves their sum: the cost of committing and opening alone.</summary>
public sealed class CommitWork(int size) : StatementWork("commit")
{
    private Tensor _values = null!, _sum = null!;

    protected override Statement Build()
    {
        var builder = new StatementBuilder("bench/commit");
        _values = builder.Commit("values", 1, size);
        _sum = builder.Public("sum", 1, 1);
        builder.AssertEqual("sum", _values.Map(AxisMap.Identity(1), AxisMap.Sum(size)), _sum.View);
        return builder.Build();
    }

    protected override void Solve(Witness witness, Arena arena)
    {
        Span<uint> cells = witness[_values];
        KoalaBear sum = KoalaBear.Zero, value = KoalaBear.One;
        for (int i = 0; i < cells.Length; i++)
        {
            value = value * value + KoalaBear.One;
            cells[i] = value.Montgomery;
            sum += value;
        }

        witness.Publics.Set(_sum, [0, 0], sum.ToInt32());
    }
}
