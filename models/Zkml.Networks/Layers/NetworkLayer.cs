using System.Collections.Immutable;

namespace Zkml.Networks;

/// <summary>
/// One step of a network. <paramref name="Name"/> is the node's in the model file, for sentences. The kinds are closed: a proof compiler that meets one
/// it does not know must refuse.
/// </summary>
public abstract record NetworkLayer(string Name, ImmutableArray<int> Inputs, int Output)
{
    /// <summary>The only input of layers with one.</summary>
    public int Input => Inputs[0];
}
