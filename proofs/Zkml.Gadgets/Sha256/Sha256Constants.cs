namespace Zkml.Gadgets.Sha256;

/// <summary>Sizes of SHA-256 (FIPS 180-4).</summary>
internal static class Sha256Constants
{
    public const int Rounds = 64;
    public const int WordsPerBlock = 16;
    public const int BytesPerBlock = 64;

    /// <summary>Bytes that padding adds at least: 0x80 and the length in bits as 64-bit integer.</summary>
    public const int MinPadding = 9;
}
