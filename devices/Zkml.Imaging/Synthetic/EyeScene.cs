namespace Zkml.Imaging;

/// <summary>One look at one eye: what the identity decides, and what differs from capture to capture.</summary>
internal sealed class EyeScene
{
    public EyeScene(int width, int height, ulong identity, ulong capture, double openness)
    {
        var person = new Dice(Dice.Derive(identity, 2));
        var moment = new Dice(Dice.Derive(Dice.Derive(identity, 3), capture));
        double radius = person.Between(112, 120) * moment.Between(0.96, 1.04);
        double middleX = width / 2.0 + moment.Between(-12, 12), middleY = height / 2.0 + moment.Between(-10, 10);
        var limbus = new Circle(middleX, middleY, radius);
        var pupil = new Circle(
            middleX + person.Between(-2, 2) + moment.Between(-1, 1), middleY + person.Between(-2, 2) + moment.Between(-1, 1), radius * moment.Between(0.36, 0.5));
        Geometry = new EyeGeometry(pupil, limbus, Lid(-1, person.Between(0.74, 0.86), ref moment), Lid(1, person.Between(0.86, 0.96), ref moment));
        IrisGrey = person.Between(95, 120);
        Rotation = moment.Between(-0.008, 0.008);
        Gain = moment.Between(0.95, 1.05);
        Slope = moment.Between(-0.06, 0.06);
        Glints =
        [
            new Circle(pupil.X - 9 + moment.Between(-3, 3), pupil.Y - 6 + moment.Between(-3, 3), 4),
            new Circle(pupil.X + 12 + moment.Between(-3, 3), pupil.Y - 5 + moment.Between(-3, 3), 3.5),
            new Circle(pupil.X + pupil.Radius + moment.Between(4, 12), pupil.Y + moment.Between(6, 16), 3),
        ];

        Eyelid Lid(int side, double rest, ref Dice dice)
        {
            double height = Math.Min(1.02, rest + dice.Between(-0.05, 0.05)) * openness * radius;
            return new Eyelid(middleX + dice.Between(-0.1, 0.1) * radius, middleY + side * height, -side * dice.Between(0.16, 0.22) * openness / radius);
        }
    }

    public EyeGeometry Geometry { get; }

    public double IrisGrey { get; }

    /// <summary>Turns that the head is askew.</summary>
    public double Rotation { get; }

    public double Gain { get; }

    /// <summary>Part of the light that is lost or won from the middle to the side.</summary>
    public double Slope { get; }

    /// <summary>Reflections of the lamps on the cornea; the last lies over the iris.</summary>
    public IReadOnlyList<Circle> Glints { get; }
}
