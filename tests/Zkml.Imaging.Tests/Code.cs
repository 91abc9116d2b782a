using Zkml.Matching.Templates;
using Zkml.Models.Iris;

namespace Zkml.Imaging.Tests;

/// <summary>An iris code with the mask of the simple rule, for tests.</summary>
internal sealed class Code(NormalisedIris iris)
{
    /// <summary>Below it World's production calls two codes one person's.</summary>
    public const double MatchThreshold = 0.345;

    private readonly IrisTemplate _template = IrisCode.Template(iris.Pixels.Pixels, iris.Mask.Pixels, iris.Shape.Width);

    public double DistanceTo(Code other)
    {
        using var matcher = new IrisMatcher(_template);
        return matcher.Distance(other._template);
    }
}
