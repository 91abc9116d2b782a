namespace Zkml.Gadgets.Tests.Sha256;

/// <summary>Messages to hash.</summary>
internal static class Messages
{
    /// <summary>Around every border of the padding, for one to three blocks.</summary>
    public static readonly int[] Lengths = [0, 1, 2, 3, 54, 55, 56, 57, 61, 62, 63, 64, 65, 111, 118, 119, 120, 121, 127, 128, 129, 183];

    /// <summary>Bytes without a pattern, all values.</summary>
    public static byte[] Of(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed * 1000 + length).NextBytes(bytes);
        return bytes;
    }
}
