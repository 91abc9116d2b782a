namespace Zkml.Protocol.Language;

/// <summary>
/// Places tensors in the witness vector one behind the other. A view reads a tensor axis by axis, so within the leading axis of every shape it is
/// read in, the lower bits of a cell must be lower bits of its place: that, and not the tensor's whole length, is what a tensor is aligned to. An
/// image of 56 rows then leaves no gap up to 64.
/// </summary>
internal static class WitnessLayout
{
    /// <summary>Bits below the leading axis, for the shape that needs most.</summary>
    public static int[] Alignments(IReadOnlyList<Tensor> tensors, IEnumerable<View> views)
    {
        var bits = new int[tensors.Count];
        foreach (Term term in views.SelectMany(v => v.Terms).Where(t => t.IsPrivate))
        {
            Shape shape = term.SourceShape;
            bits[term.Source!.Id] = Math.Max(bits[term.Source.Id], System.Numerics.BitOperations.Log2((uint)shape.Stride(shape.LeadingAxis)));
        }

        return bits;
    }

    /// <summary>The more aligned first, so that alignment costs less than one block of it.</summary>
    public static (int[] Offsets, int Length) Place(IReadOnlyList<Tensor> tensors, int[] alignments)
    {
        var offsets = new int[tensors.Count];
        int end = 0;
        foreach (Tensor tensor in tensors.OrderByDescending(t => alignments[t.Id]).ThenBy(t => t.Id))
        {
            int block = 1 << alignments[tensor.Id];
            offsets[tensor.Id] = checked((end + block - 1) & -block);
            end = checked(offsets[tensor.Id] + tensor.Shape.OccupiedLength);
        }

        return (offsets, end);
    }
}
