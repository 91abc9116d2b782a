using Zkml.Gadgets.Networks;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Inference;

/// <summary>A network within a statement.</summary>
/// <param name="Input">Plane × channels; the gadget shows that it is within the network's interval.</param>
/// <param name="Output">Plane × channels: exactly the network's output for that input.</param>
/// <param name="OutputTensor">The same when it is committed as such.</param>
/// <param name="Solvers">Fill the cells from the network's tensors, in order; false when a value cannot be proved.</param>
internal sealed record CompiledNetwork(Tensor Input, View Output, Func<Tensor> OutputTensor, IReadOnlyList<Func<Witness, int[][], bool>> Solvers)
{
    /// <summary>1 × values, channel by channel.</summary>
    public View OutputVector()
    {
        int plane = Output.Shape[0], channels = Output.Shape[1];
        return plane == 1 ? Output : Rearrangement.Of(OutputTensor(), (1, plane * channels), [.. Enumerable.Range(0, plane * channels)], 0);
    }

    public bool Fill(Witness witness, int[][] tensors) => Solvers.All(solve => solve(witness, tensors));
}
