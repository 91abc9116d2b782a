using System.Runtime.CompilerServices;
using Zkml.Gadgets.Networks;
using Zkml.Networks;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Inference;

/// <summary>A network within a statement.</summary>
/// <param name="Input">Plane × channels; the gadget shows that it is within the network's interval.</param>
/// <param name="Output">Plane × channels: exactly the network's output for that input.</param>
/// <param name="OutputTensor">The same when it is committed as such.</param>
/// <param name="Solvers">Fill the cells from the network's tensors, in order; false when a value cannot be proved.</param>
internal sealed record CompiledNetwork(Tensor Input, View Output, Func<Tensor> OutputTensor, IReadOnlyList<Func<Witness, int[][], bool>> Solvers)
{
    /// <summary>16 MB of tensors; below that a collection costs more than it gives.</summary>
    private const long ManyValues = 1 << 22;

    /// <summary>1 × values, channel by channel.</summary>
    public View OutputVector()
    {
        int plane = Output.Shape[0], channels = Output.Shape[1];
        return plane == 1 ? Output : Rearrangement.Of(OutputTensor(), (1, plane * channels), [.. Enumerable.Range(0, plane * channels)], 0);
    }

    /// <summary>Computes the network and fills its cells. The caller zeroes the output.</summary>
    /// <param name="network">That this was compiled from.</param>
    /// <param name="witness">Of the statement.</param>
    /// <param name="input">Within the network's interval, channel by channel.</param>
    public int[] Fill(IntegerNetwork network, Witness witness, ReadOnlySpan<int> input)
    {
        int[] output = Run(network, witness, input);
        if (network.Tensors.Sum(tensor => (long)tensor.Shape.Count) >= ManyValues)
        {
            // The tensors are garbage of the large object heap, which would lie there until after the proof, whose memory comes on top of it.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        return output;
    }

    /// <summary>By itself, so that nothing of it is alive when it returns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int[] Run(IntegerNetwork network, Witness witness, ReadOnlySpan<int> input)
    {
        int[][] tensors = NetworkExecutor.Run(network, input);
        bool inside = Solvers.All(solve => solve(witness, tensors));
        int[] output = [.. tensors[network.OutputIndex]];
        Array.ForEach(tensors, Array.Clear);
        return inside ? output : throw new InvalidOperationException("A value is outside of what the network's own bounds allow.");
    }
}
