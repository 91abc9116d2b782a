using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Protocol.Language;

namespace Zkml.Cli.Bench.Works;

/// <summary>Shows that `size` hidden pairs of states are input and output of Poseidon2 of width 16.</summary>
public sealed class Poseidon2Work(int size) : StatementWork("poseidon2")
{
    private Tensor _inputs = null!;
    private Poseidon2Gadget _gadget = null!;

    protected override Statement Build()
    {
        var builder = new StatementBuilder("bench/poseidon2");
        _inputs = builder.Commit("inputs", 16, size);
        _gadget = Poseidon2Gadget.Commit(builder, "poseidon2", Poseidon2.Width16, size);
        _gadget.Constrain(_inputs.View);
        return builder.Build();
    }

    protected override void Solve(Witness witness, Arena arena)
    {
        Span<uint> inputs = witness[_inputs];
        uint value = 1;
        foreach (ref uint cell in inputs)
        {
            value = value * 1_664_525 + 1_013_904_223;
            cell = KoalaBear.FromUInt32(value).Montgomery;
        }

        Arena.Mark mark = arena.Position;
        FieldVector states = arena.Field(_inputs.Shape.PaddedLength);
        inputs.CopyTo(states.Span);
        Poseidon2Solver.Permute(witness, _gadget, states.Span);
        arena.Release(mark);
    }
}
