using Zkml.Fields;

namespace Zkml.Cli.Models;

/// <summary>Elements as four canonical little-endian bytes each.</summary>
internal static class FieldBytes
{
    public static byte[] Write(ReadOnlySpan<KoalaBear> elements)
    {
        var bytes = new byte[elements.Length * sizeof(uint)];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i].Write(bytes.AsSpan(i * sizeof(uint)));
        }

        return bytes;
    }

    public static string Hex(ReadOnlySpan<KoalaBear> elements) => Convert.ToHexStringLower(Write(elements));

    /// <summary>Null when the bytes are not canonical.</summary>
    public static KoalaBear[]? TryRead(ReadOnlySpan<byte> bytes)
    {
        var elements = new KoalaBear[bytes.Length / sizeof(uint)];
        bool canonical = bytes.Length % sizeof(uint) == 0;
        for (int i = 0; canonical && i < elements.Length; i++)
        {
            canonical = KoalaBear.TryRead(bytes.Slice(i * sizeof(uint), sizeof(uint)), out elements[i]);
        }

        return canonical ? elements : null;
    }
}
