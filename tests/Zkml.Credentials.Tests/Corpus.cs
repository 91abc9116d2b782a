namespace Zkml.Credentials.Tests;

/// <summary>Good and bad credentials, each with its reason; our verifier and the one for Node must agree on all of them.</summary>
public static class Corpus
{
    public static IReadOnlyList<CorpusCase> All { get; } =
        [.. GoodCases.All(), .. BadTokens.All(), .. BadPayloads.All(), .. BadDisclosures.All(), .. BadStatus.All(), .. BadKeyBinding.All()];
}
