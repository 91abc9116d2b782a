namespace Zkml.Fields.Tests;

/// <summary>Reproducible inputs; a third of them are 0, 1 or p − 1, where bounds that are off by one show.</summary>
internal static class Samples
{
    public static Ext Largest
    {
        get
        {
            var largest = KoalaBear.FromMontgomery(KoalaBear.Modulus - 1);
            return new Ext(largest, largest, largest, largest);
        }
    }

    public static uint[] Words(int length, int seed)
    {
        var random = new Random(seed);
        var words = new uint[length];
        foreach (ref uint word in words.AsSpan())
        {
            word = random.Next(9) switch
            {
                0 => 0,
                1 => 1,
                2 => KoalaBear.Modulus - 1,
                _ => (uint)random.NextInt64(KoalaBear.Modulus),
            };
        }

        return words;
    }

    public static Ext Element(int seed)
    {
        KoalaBear[] c = [.. Words(4, seed).Select(KoalaBear.FromMontgomery)];
        return new Ext(c[0], c[1], c[2], c[3]);
    }

    public static FieldVector Field(Arena arena, int length, int seed)
    {
        FieldVector vector = arena.Field(length);
        Words(length, seed).CopyTo(vector.Span);
        return vector;
    }

    public static ExtVector Extension(Arena arena, int length, int seed)
    {
        ExtVector vector = arena.Ext(length);
        for (int c = 0; c < Ext.Degree; c++)
        {
            Words(length, seed + 1000 * c).CopyTo(vector.Plane(c));
        }

        return vector;
    }
}
