namespace Zkml.Captures;

/// <summary>
/// Where each field of the capture manifest stands; every integer is big-endian. Offsets from the start of the manifest: what is signed starts
/// 19 bytes earlier (<see cref="SigStructure"/>), so that a field at 4k + 1 here begins a 32-bit word of SHA-256 there.
/// </summary>
public static class ManifestLayout
{
    public const int Magic = 0;
    public const int MagicLength = 4;
    public const int Version = 4;
    public const int Modality = 5;
    public const int DigestAlgorithm = 6;

    /// <summary>2 bytes.</summary>
    public const int Width = 7;

    /// <summary>2 bytes.</summary>
    public const int Height = 9;
    public const int AttackVerdict = 11;
    public const int AttackLevel = 12;

    /// <summary>2 bytes.</summary>
    public const int Quality = 13;

    /// <summary>2 bytes, zero.</summary>
    public const int Reserved = 15;

    /// <summary>4 bytes.</summary>
    public const int Firmware = 17;

    /// <summary>8 bytes.</summary>
    public const int CapturedAt = 21;

    /// <summary>32 bytes, as all after it.</summary>
    public const int Nonce = 29;
    public const int HolderThumbprint = 61;
    public const int ImageDigest = 93;
    public const int MaskDigest = 125;
    public const int Salt = 157;

    /// <summary>Bytes of every manifest.</summary>
    public const int Length = 189;

    /// <summary>The only version there is.</summary>
    public const byte FormatVersion = 1;

    /// <summary>"ZKMC".</summary>
    public static ReadOnlySpan<byte> MagicBytes => "ZKMC"u8;
}
