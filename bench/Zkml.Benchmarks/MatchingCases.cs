using System.Security.Cryptography;
using Zkml.Matching;
using Zkml.Matching.Templates;

namespace Zkml.Benchmarks;

/// <summary>One template against 64; an element is a comparison with its 31 turns, for shares one store's part of it.</summary>
internal static class MatchingCases
{
    private const int Gallery = 64;

    public static IEnumerable<Kernel> All()
    {
        IrisTemplate[] templates = [.. Enumerable.Range(0, Gallery).Select(_ => Random())];
        var matcher = new IrisMatcher(templates[0]);
        var rule = new MatchRule();
        StoreShares[] shares = [.. templates.Select(Share)];
        var query = new ShareQuery(shares[0]);
        ZeroShare zero = ZeroShare.Of(0, new byte[ZeroShare.KeyLength], new byte[ZeroShare.KeyLength], []);
        yield return new Kernel("ShareQuery.Compare", Gallery, () => Array.ForEach(shares, other => query.Compare(other, zero)));
        yield return new Kernel("IrisMatcher.Distance", Gallery, () => Array.ForEach(templates, other => matcher.Distance(other)));
        yield return new Kernel("IrisMatcher.NormalisedDistance", Gallery, () => Array.ForEach(templates, other => matcher.NormalisedDistance(other)));
        yield return new Kernel("MatchRule.Matches", Gallery, () => Array.ForEach(templates, other => rule.Matches(matcher, other)));
    }

    /// <summary>What store 0 has of it.</summary>
    private static StoreShares Share(IrisTemplate template)
    {
        using TemplateShares shares = TemplateShares.Split(template);
        return shares.ForStore(0);
    }

    private static IrisTemplate Random() => IrisTemplate.OfPacked(
        RandomNumberGenerator.GetBytes(IrisTemplate.PackedLength), RandomNumberGenerator.GetBytes(IrisTemplate.PackedLength));
}
