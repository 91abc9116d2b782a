using System.Diagnostics.CodeAnalysis;

namespace Zkml.Credentials.Issuing;

/// <summary>The parts of <c>jwt~disclosure~…~[kb-jwt]</c> (RFC 9901, section 4); nothing inside them is looked at.</summary>
internal sealed record SdJwtText(string IssuerToken, IReadOnlyList<string> Disclosures, string KeyBinding)
{
    public const int MaximumLength = 64 * 1024;
    public const int MaximumDisclosures = 64;

    /// <summary>What the key binding token's <c>sd_hash</c> covers: everything before it, with the last '~'.</summary>
    public string Bound => $"{string.Join('~', [IssuerToken, .. Disclosures])}~";

    public static bool TryRead(string text, [NotNullWhen(true)] out SdJwtText? parts)
    {
        string[] pieces = text.Split('~', MaximumDisclosures + 3);
        parts = pieces.Length is >= 2 and <= MaximumDisclosures + 2 ? new SdJwtText(pieces[0], pieces[1..^1], pieces[^1]) : null;
        return parts is not null;
    }
}
