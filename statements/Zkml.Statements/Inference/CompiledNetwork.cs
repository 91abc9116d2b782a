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

    /// <summary>The convolutions whose weights are committed, by the tensor that they make.</summary>
    public IReadOnlyList<(int Tensor, HiddenConvolution Gadget)> Hidden { get; init; } = [];

    /// <summary>Runs the network and fills all cells that follow from its tensors; returns the output, which the caller zeroes.</summary>
    /// <param name="witness">Of the statement.</param>
    /// <param name="network">That this was compiled from.</param>
    /// <param name="input">Within the network's interval, channel by channel.</param>
    public int[] Solve(Witness witness, IntegerNetwork network, ReadOnlySpan<int> input)
    {
        int[] output = Fill(witness, network, input);
        if (network.Tensors.Sum(tensor => (long)tensor.Shape.Count) >= ManyValues)
        {
            // The tensors are garbage of the large object heap, which would lie there until after the proof, whose memory comes on top of it.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        return output;
    }

    /// <summary>By itself, so that nothing of it is alive when it returns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int[] Fill(Witness witness, IntegerNetwork network, ReadOnlySpan<int> input)
    {
        int[][] tensors = NetworkExecutor.Run(network, input);
        bool inside = Solvers.All(solve => solve(witness, tensors));
        int[] output = [.. tensors[network.OutputIndex]];
        Array.ForEach(tensors, Array.Clear);
        return inside ? output : throw new InvalidOperationException("A value is outside of what the network's own bounds allow.");
    }
}
