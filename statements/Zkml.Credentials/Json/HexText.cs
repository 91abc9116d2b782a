using System.Buffers;

namespace Zkml.Credentials.Json;

/// <summary>Lower-case hexadecimal, the one form in which credentials and bundles write identifiers and digests.</summary>
internal static class HexText
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static bool Is32Bytes(string text) => text.Length == 64 && !text.AsSpan().ContainsAnyExcept(Digits);
}
