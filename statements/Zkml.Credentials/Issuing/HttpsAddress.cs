namespace Zkml.Credentials;

/// <summary>An absolute https address without user, query or fragment, as issuers, types and status lists have.</summary>
internal static class HttpsAddress
{
    public const int MaximumLength = 512;

    public static bool IsValid(string text) =>
        text.Length <= MaximumLength && text.StartsWith("https://", StringComparison.Ordinal) && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
        && text.AsSpan().IndexOfAny("@?#\\") < 0 && Uri.TryCreate(text, UriKind.Absolute, out _);

    public static void ThrowIfNot(string text)
    {
        if (!IsValid(text))
        {
            throw new ArgumentException("It must be an https address without user, query or fragment.", nameof(text));
        }
    }
}
