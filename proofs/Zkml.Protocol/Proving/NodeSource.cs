using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Proving;

/// <summary>Makes nodes of the lowest layers of the lookup tree from leaves that are not kept.</summary>
internal sealed class NodeSource(LookupPlan plan, LeafSource leaves)
{
    /// <summary>Elements of scratch for each node, for nodes at most two layers above the leaves.</summary>
    public const int Scratch = 8;

    /// <summary>Nodes of a layer, from one on, as many as the vectors hold; of one group unless they are leaves.</summary>
    /// <param name="p">Numerators.</param>
    /// <param name="q">Denominators.</param>
    /// <param name="scratch">Four times as many elements as nodes for each layer between these and the leaves.</param>
    public void Fill(int layer, int node, ExtVector p, ExtVector q, ExtVector scratch)
    {
        if (layer == plan.Depth)
        {
            leaves.Fill(node, p, q);
            return;
        }

        // (group, x) has the children (group, 0x) and (group, 1x).
        int size = 1 << (layer - plan.GroupBits), child = 2 * node - node % size, run = p.Length;
        ExtVector p0 = scratch.Slice(0, run), p1 = scratch.Slice(run, run), q0 = scratch.Slice(2 * run, run), q1 = scratch.Slice(3 * run, run);
        ExtVector rest = scratch.Slice(4 * run, scratch.Length - 4 * run);
        Fill(layer + 1, child, p0, q0, rest);
        Fill(layer + 1, child + size, p1, q1, rest);
        Multilinear.AddFractions(p0, p1, q0, q1, p, q);
    }
}
