namespace Zkml.Protocol.Language;

/// <summary>
/// Places tensors in the witness vector at multiples of their padded length, so that an index of the vector is a prefix followed by the
/// tensor's own index bits. The cells of a block behind the tensor's last one are used for smaller tensors: views never read outside the
/// extents of their own tensor.
/// </summary>
internal static class WitnessLayout
{
    public static (int[] Offsets, int Length) Place(IReadOnlyList<Tensor> tensors)
    {
        var offsets = new int[tensors.Count];
        var free = new SortedSet<(int Bits, int Start)>();
        int length = 0, end = 0;
        foreach (Tensor tensor in tensors.OrderByDescending(t => t.Shape.Bits).ThenBy(t => t.Id))
        {
            int bits = tensor.Shape.Bits, size = 1 << bits;
            (int Bits, int Start) block = free.GetViewBetween((bits, int.MinValue), (31, int.MaxValue)).Min;
            if (block == default)
            {
                int start = checked((end + size - 1) & -size);
                AddBlocks(free, end, start);
                block = (bits, start);
                end = checked(start + size);
            }
            else
            {
                free.Remove(block);
                AddBlocks(free, block.Start + size, block.Start + (1 << block.Bits));
            }

            offsets[tensor.Id] = block.Start;
            int occupied = block.Start + tensor.Shape.OccupiedLength;
            AddBlocks(free, occupied, block.Start + size);
            length = Math.Max(length, occupied);
        }

        return (offsets, length);
    }

    /// <summary>Splits [from, to) into aligned power-of-two blocks and makes them free.</summary>
    private static void AddBlocks(SortedSet<(int Bits, int Start)> free, int from, int to)
    {
        while (from < to)
        {
            int bits = from == 0 ? 30 : System.Numerics.BitOperations.TrailingZeroCount(from);
            while ((long)from + (1L << bits) > to)
            {
                bits--;
            }

            free.Add((bits, from));
            from += 1 << bits;
        }
    }
}
