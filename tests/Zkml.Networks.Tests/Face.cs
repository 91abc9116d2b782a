namespace Zkml.Networks.Tests;

internal sealed record Face(string Name, string Identity, byte[] Pixels, float[] FloatEmbedding, int[] OwnEmbedding, int[] VendorEmbedding);
