using Zkml.Attestation.Keys;
using Zkml.Matching;

namespace Zkml.Attestation.Uniqueness;

/// <summary>New key files of the three matcher stores, which fit together (see <see cref="MatcherKeys"/>).</summary>
public static class MatcherKeyFiles
{
    public static string[] Create()
    {
        string[] zero = [.. Enumerable.Range(0, ShareLayout.Shares).Select(_ => HexKeys.New())];
        return [.. zero.Select((own, store) => $"{HexKeys.New()}\n{own}\n{zero[(store + 1) % zero.Length]}\n")];
    }
}
