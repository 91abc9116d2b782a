using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Hashing;

/// <summary>Fills the cells of a <see cref="Poseidon2HashBatch"/> from the message cells, which must have been written before.</summary>
public static class Poseidon2HashBatchSolver
{
    public static void Fill(Witness witness, Poseidon2HashBatch batch, Arena arena)
    {
        for (int job = 0; job < batch.Jobs.Count; job++)
        {
            Arena.Mark mark = arena.Position;
            FieldVector message = arena.Field(batch.Messages[job].Shape.PaddedLength);
            ViewEvaluator.Evaluate(batch.Messages[job], witness, message);
            FillJob(witness, batch, job, message.Span, batch.Messages[job].Shape.Stride(0));
            arena.Release(mark);
        }
    }

    private static void FillJob(Witness witness, Poseidon2HashBatch batch, int job, ReadOnlySpan<uint> message, int stride)
    {
        Poseidon2HashJob hashes = batch.Jobs[job];
        KoalaBear[] initial = hashes.Sponge.InitialState(hashes.Length);
        int hash = 0;
        if (Lane16.IsSupported)
        {
            for (; hash + Lane16.Count <= hashes.Count; hash += Lane16.Count)
            {
                Chain<Lane16>(witness, batch, job, initial, message, stride, hash);
            }
        }

        for (; hash < hashes.Count; hash++)
        {
            Chain<Lane1>(witness, batch, job, initial, message, stride, hash);
        }
    }

    /// <summary>All blocks of TLane.Count messages; the state stays in a small buffer, one row of lanes per element.</summary>
    private static void Chain<TLane>(
        Witness witness, Poseidon2HashBatch batch, int job, KoalaBear[] initial, ReadOnlySpan<uint> message, int stride, int hash)
        where TLane : struct, ILane<TLane>
    {
        Poseidon2HashJob hashes = batch.Jobs[job];
        Span<uint> state = stackalloc uint[initial.Length * TLane.Count];
        for (int i = 0; i < initial.Length; i++)
        {
            state.Slice(i * TLane.Count, TLane.Count).Fill(initial[i].Montgomery);
        }

        for (int block = 0; block < hashes.Blocks; block++)
        {
            int column = block * hashes.Count + hash;
            for (int i = 0; i < hashes.Sponge.Rate; i++)
            {
                ref uint element = ref state[i * TLane.Count];
                (TLane.Load(in element, 0) + TLane.Load(in message.Slice(i * stride + column, TLane.Count)[0], 0)).Store(ref element, 0);
            }

            Poseidon2Solver.PermuteLanes<TLane>(witness, batch.Permutations, state, batch.FirstColumn(job) + column);
        }

        state.Clear();
    }
}
