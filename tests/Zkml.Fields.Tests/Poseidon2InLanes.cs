using System.Runtime.InteropServices;

namespace Zkml.Fields.Tests;

public sealed class Poseidon2InLanes
{
    [Theory, InlineData(0), InlineData(1), InlineData(15), InlineData(16), InlineData(49)]
    public void Many_compressions_equal_single_ones(int count)
    {
        KoalaBear[] children = Elements(16 * count), parents = new KoalaBear[8 * count];
        Poseidon2Compression.CompressMany(children, parents);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<KoalaBear> pair = children.AsSpan(16 * i, 16);
            Assert.Equal(Poseidon2Compression.Compress(pair[..8], pair[8..]), parents[(8 * i)..(8 * i + 8)]);
        }
    }

    private static KoalaBear[] Elements(int count)
    {
        var random = new Random(count);
        var words = new uint[count];
        random.NextBytes(MemoryMarshal.AsBytes(words.AsSpan()));
        return [.. words.Select(KoalaBear.FromUInt32)];
    }
}
