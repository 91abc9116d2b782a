using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Hashing;

/// <summary>Fills the cells of a <see cref="Poseidon2HashGadget"/> from the message cells, which must have been written before.</summary>
public static class Poseidon2HashSolver
{
    public static void Fill(Witness witness, Poseidon2HashGadget gadget, Arena arena)
    {
        Arena.Mark mark = arena.Position;
        Shape shape = gadget.Absorbed.Shape;
        FieldVector states = arena.Field(shape.PaddedLength);
        ViewEvaluator.Evaluate(gadget.Absorbed, witness, states);
        for (int block = 0; block < gadget.Permutations.Count / gadget.Count; block++)
        {
            int hash = 0, first = block * gadget.Count;
            if (Lane16.IsSupported)
            {
                for (; hash + Lane16.Count <= gadget.Count; hash += Lane16.Count)
                {
                    Step<Lane16>(witness, gadget, states.Span, shape.Stride(0), first + hash);
                }
            }

            for (; hash < gadget.Count; hash++)
            {
                Step<Lane1>(witness, gadget, states.Span, shape.Stride(0), first + hash);
            }
        }

        arena.Release(mark);
    }

    /// <summary>Adds the outputs of the blocks before, then permutes.</summary>
    private static void Step<TLane>(Witness witness, Poseidon2HashGadget gadget, Span<uint> states, int stride, int column)
        where TLane : struct, ILane<TLane>
    {
        int before = column - gadget.Count;
        for (int i = 0; i < gadget.Permutations.Width && before >= 0; i++)
        {
            Span<uint> state = states.Slice(i * stride + column, TLane.Count);
            (TLane.Load(in state[0], 0) + TLane.Load(in states.Slice(i * stride + before, TLane.Count)[0], 0)).Store(ref state[0], 0);
        }

        Poseidon2Solver.Permute<TLane>(witness, gadget.Permutations, states, stride, column);
    }
}
