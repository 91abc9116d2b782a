using System.Security.Cryptography;
using Zkml.Matching;
using Zkml.Matching.Templates;

namespace Zkml.Benchmarks;

/// <summary>One template against 64; an element is a comparison with its 31 turns.</summary>
internal static class MatchingCases
{
    private const int Gallery = 64;

    public static IEnumerable<Kernel> All()
    {
        IrisTemplate[] templates = [.. Enumerable.Range(0, Gallery).Select(_ => Random())];
        var matcher = new IrisMatcher(templates[0]);
        var rule = new MatchRule();
        yield return new Kernel("IrisMatcher.Distance", Gallery, () => Array.ForEach(templates, other => matcher.Distance(other)));
        yield return new Kernel("IrisMatcher.NormalisedDistance", Gallery, () => Array.ForEach(templates, other => matcher.NormalisedDistance(other)));
        yield return new Kernel("MatchRule.Matches", Gallery, () => Array.ForEach(templates, other => rule.Matches(matcher, other)));
    }

    private static IrisTemplate Random() => IrisTemplate.OfPacked(
        RandomNumberGenerator.GetBytes(IrisTemplate.PackedLength), RandomNumberGenerator.GetBytes(IrisTemplate.PackedLength));
}
