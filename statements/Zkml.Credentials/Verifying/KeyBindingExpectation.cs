namespace Zkml.Credentials;

/// <summary>What a verifier asked the holder for.</summary>
/// <param name="Audience">The verifier's own name, as the holder knows it.</param>
/// <param name="Nonce">Fresh for this presentation; the verifier must take it once only.</param>
public sealed record KeyBindingExpectation(string Audience, string Nonce)
{
    /// <summary>How old the holder's signature may be, beside the clock skew.</summary>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromMinutes(5);
}
