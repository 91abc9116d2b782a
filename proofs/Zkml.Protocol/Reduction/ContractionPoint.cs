using Zkml.Fields;
using Zkml.Protocol.Interaction;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Reduction;

/// <summary>
/// The weights of a contraction's axes. Letters of Linear have coordinates of τ (its last ones, as many as Linear has bits), common letters those of
/// the sum-check's point. A shared letter has both; the factor eq(τ, ·) goes with Left.
/// </summary>
internal sealed class ContractionPoint(Contraction contraction, Ext[] tau)
{
    /// <summary>eq(τ, ·) on an axis of Linear; null for other letters.</summary>
    public (Ext W0, Ext W1)[]? Outer(char axis) => Coordinates(contraction.Linear.Axes, contraction.Linear.View.Shape, axis, tau);

    /// <summary>Left at the point: eq(τ) on its own axes, eq(point)·eq(τ) on shared ones, eq(point) on contracted ones.</summary>
    public PointWeights Left(Ext[] point) => Weights(contraction.Left, point, (common, outer) => outer is null ? common : [.. common.Zip(outer, Multiply)]);

    /// <summary>Right at the point: eq(τ) on its own axes, eq(point) on common ones.</summary>
    public PointWeights Right(Ext[] point) => Weights(contraction.Right, point, (common, _) => common);

    private PointWeights Weights(IndexedView view, Ext[] point, Func<(Ext, Ext)[], (Ext, Ext)[]?, (Ext, Ext)[]> both) =>
        PointWeights.Of([.. view.Axes.SelectMany(axis => Coordinates(contraction.Common, contraction.CommonShape, axis, point) is { } common
            ? both(common, Outer(axis))
            : Outer(axis)!)]);

    private static (Ext, Ext) Multiply((Ext W0, Ext W1) x, (Ext W0, Ext W1) y) => (x.W0 * y.W0, x.W1 * y.W1);

    private static (Ext, Ext)[]? Coordinates(string axes, Shape shape, char axis, Ext[] point)
    {
        int place = axes.IndexOf(axis, StringComparison.Ordinal);
        return place < 0
            ? null
            : [.. point.AsSpan(point.Length - shape.Bits + shape.FirstVariable(place), shape.AxisBits(place)).ToArray().Select(PointWeights.Eq)];
    }
}
