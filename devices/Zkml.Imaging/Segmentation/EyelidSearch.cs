namespace Zkml.Imaging;

/// <summary>
/// The integro-differential operator along parabolas: of all that may cross the iris, the one with the greatest sum of steps from iris to
/// brighter skin. One along the limbus itself may win where no eyelid covers the iris; it hides nothing.
/// </summary>
/// <param name="smooth">Smoothed.</param>
/// <param name="pupil">Its border is no eyelid.</param>
/// <param name="limbus">Beyond it nothing counts.</param>
internal sealed class EyelidSearch(Field smooth, Circle pupil, Circle limbus)
{
    /// <summary>Pixels on each side of the edge.</summary>
    private const int Reach = 6;

    /// <summary>Columns from one look to the next.</summary>
    private const int Stride = 3;

    /// <summary>Below so many grey levels, as a mean over the width of the iris, nothing crosses it.</summary>
    private const double MinStep = 2;

    /// <summary>A single strong edge, a lash, must not outweigh many.</summary>
    private const float MaxStep = 40;

    /// <summary>In radii of the iris: height of the apex over the middle, rise at the limbus, place of the apex.</summary>
    private readonly record struct Shape(double Height, double Rise, double Shift);

    public Eyelid Upper() => Find(-1);

    public Eyelid Lower() => Find(1);

    /// <param name="side">−1 above, 1 below.</param>
    private Eyelid Find(int side)
    {
        (Shape Shape, double Score) best = (default, double.NegativeInfinity);
        Scan(side, new Shape(0.4, 0.3, 0), new Shape(0.6, 0.3, 0.4), new Shape(0.02, 0.1, 0.2), ref best);
        Scan(side, best.Shape, new Shape(0.03, 0.1, 0.2), new Shape(0.005, 0.025, 0.05), ref best);
        return Parabola(best.Score < MinStep ? new Shape(1.05, 0.15, 0) : best.Shape, side);
    }

    private void Scan(int side, Shape middle, Shape slack, Shape step, ref (Shape Shape, double Score) best)
    {
        for (double height = middle.Height - slack.Height; height <= middle.Height + slack.Height; height += step.Height)
        {
            for (double rise = Math.Max(0, middle.Rise - slack.Rise); rise <= middle.Rise + slack.Rise; rise += step.Rise)
            {
                for (double shift = middle.Shift - slack.Shift; shift <= middle.Shift + slack.Shift; shift += step.Shift)
                {
                    var shape = new Shape(height, rise, shift);
                    double score = Score(Parabola(shape, side), side);
                    best = score > best.Score ? (shape, score) : best;
                }
            }
        }
    }

    private Eyelid Parabola(Shape shape, int side) => new(
        limbus.X + shape.Shift * limbus.Radius, limbus.Y + side * shape.Height * limbus.Radius, -side * shape.Rise / limbus.Radius);

    private double Score(Eyelid lid, int side)
    {
        float sum = 0;
        int columns = 0;
        for (double x = limbus.X - limbus.Radius; x <= limbus.X + limbus.Radius; x += Stride)
        {
            var at = new Circle(x, lid.At(x), 0);
            columns++;
            if (at.DistanceTo(limbus) < limbus.Radius - 2 && at.DistanceTo(pupil) > pupil.Radius + Reach)
            {
                sum += Math.Clamp(StepOutwards((int)x, (int)Math.Round(at.Y), side), -MaxStep, MaxStep);
            }
        }

        return sum / columns;
    }

    private float StepOutwards(int x, int y, int side)
    {
        float step = 0;
        for (int k = 1; k <= Reach; k++)
        {
            step += smooth[x, y + side * k] - smooth[x, y - side * k];
        }

        return step / Reach;
    }
}
