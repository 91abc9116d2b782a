namespace Zkml.Imaging;

/// <summary>
/// Daugman's integro-differential operator, max over (x, y, r) of ∂/∂r of the mean along the circle, with the derivative as the mean over the
/// next radii outside less that over the next radii inside. "High confidence visual recognition of persons by a test of statistical
/// independence", 1993.
/// </summary>
/// <param name="field">Smoothed.</param>
/// <param name="arc">Where the circle is looked at.</param>
/// <param name="reach">Radii on each side.</param>
internal sealed class CircleSearch(Field field, Arc arc, int reach)
{
    /// <summary>The contrast of a circle: how much brighter it is just outside than just inside.</summary>
    public double Contrast(Circle circle)
    {
        Span<double> means = stackalloc double[1 + 2 * reach];
        Profile(circle, 1, means);
        return Difference(means, reach);
    }

    /// <summary>The best circle with its centre in a square and its radius in a range, on a grid.</summary>
    public Circle Best(Circle around, double slack, (double From, double To) radii, double step)
    {
        (Circle Circle, double Contrast) best = (around, double.NegativeInfinity);
        int count = (int)Math.Round((radii.To - radii.From) / step) + 1, steps = (int)Math.Round(slack / step);
        var means = new double[count + 2 * reach];
        for (int dy = -steps; dy <= steps; dy++)
        {
            for (int dx = -steps; dx <= steps; dx++)
            {
                var first = new Circle(around.X + dx * step, around.Y + dy * step, radii.From);
                Profile(first, step, means);
                for (int i = 0; i < count; i++)
                {
                    double contrast = Difference(means, i + reach);
                    if (contrast > best.Contrast)
                    {
                        best = (first with { Radius = radii.From + i * step }, contrast);
                    }
                }
            }
        }

        return best.Circle;
    }

    /// <summary>Ever finer grids around the best so far.</summary>
    public Circle Refine(Circle found, double slack, params ReadOnlySpan<double> steps)
    {
        foreach (double step in steps)
        {
            found = Best(found, slack, (Math.Max(1, found.Radius - slack), found.Radius + slack), step);
            slack = 1.5 * step;
        }

        return found;
    }

    private void Profile(Circle first, double step, Span<double> means)
    {
        for (int i = 0; i < means.Length; i++)
        {
            means[i] = arc.Mean(field, first.X, first.Y, first.Radius + (i - reach) * step);
        }
    }

    private double Difference(ReadOnlySpan<double> means, int at)
    {
        double sum = 0;
        for (int k = 1; k <= reach; k++)
        {
            sum += means[at + k] - means[at - k];
        }

        return sum / reach;
    }
}
