namespace Zkml.Imaging;

/// <summary>
/// An infrared image of an eye that nobody has, made from two numbers: one for whose eye, one for the occasion. Two occasions of one eye differ in
/// place, size, pupil, tilt, light, eyelids and noise. The bytes are the same on every machine: integers, and floating-point operations that
/// IEEE 754 fixes.
/// </summary>
public sealed record SyntheticEye(ulong Identity, ulong Capture)
{
    public const int Width = 640, Height = 480;

    private const double Pupil = 18, Sclera = 205, Skin = 160, Reflection = 255;

    /// <summary>Of the texture, in grey levels.</summary>
    private const double TextureContrast = 42;

    /// <summary>1 as usual; 0 is a closed eye.</summary>
    public double Openness { get; init; } = 1;

    /// <summary>Radius of the box filters that stand for the lens; 0 as usual, 9 is too much for the limit on sharpness.</summary>
    public int Defocus { get; init; }

    /// <summary>Where everything is.</summary>
    public EyeGeometry Geometry => Scene().Geometry;

    public GreyImage Draw()
    {
        EyeScene scene = Scene();
        double[] image = Paint(scene);
        Lashes.Draw(image, Width, scene, new Dice(Dice.Derive(Identity, 4)));
        Soften(image, 1);
        Soften(image, Defocus);
        return Expose(image, scene);
    }

    private EyeScene Scene() => new(Width, Height, Identity, Capture, Openness);

    private double[] Paint(EyeScene scene)
    {
        var texture = new IrisTexture(Identity);
        ValueNoise coarse = new(Dice.Derive(Identity, 5), 0), fine = new(Dice.Derive(Identity, 6), 0);
        var image = new double[Width * Height];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                double above = y - scene.Geometry.Upper.At(x), below = scene.Geometry.Lower.At(x) - y;
                double open = Cover(Math.Min(above, below)), value = Skin + 12 * coarse.At(x / 37.0, y / 37.0) + 8 * fine.At(x / 7.0, y / 7.0);
                if (open > 0)
                {
                    // The upper eyelid throws a shadow of a few pixels.
                    double lit = 1 - 0.25 / (1 + above * above / 36);
                    value += open * (Eyeball(scene, texture, x, y) * lit - value);
                }

                image[y * Width + x] = value;
            }
        }

        return image;
    }

    private static double Eyeball(EyeScene scene, IrisTexture texture, int x, int y)
    {
        (Circle pupil, Circle limbus) = (scene.Geometry.Pupil, scene.Geometry.Limbus);
        var at = new Circle(x, y, 0);
        double inLimbus = Cover((limbus.Radius - at.DistanceTo(limbus)) / 2), inPupil = Cover(pupil.Radius - at.DistanceTo(pupil));
        double value = Sclera - 12 * Math.Min(1, Math.Max(0, at.DistanceTo(limbus) / limbus.Radius - 1));
        value += inLimbus * (Iris(scene, texture, x, y) - value);
        value += inPupil * (Pupil - value);
        foreach (Circle glint in scene.Glints)
        {
            value += Cover(glint.Radius - at.DistanceTo(glint)) * (Reflection - value);
        }

        return value;
    }

    /// <summary>Grey of the iris; darker towards the limbus.</summary>
    private static double Iris(EyeScene scene, IrisTexture texture, int x, int y)
    {
        (double around, double deep) = Unroll(scene.Geometry, x, y);
        double rim = Math.Clamp((deep - 0.85) / 0.15, 0, 1);
        return scene.IrisGrey + TextureContrast * texture.At(around - scene.Rotation, deep) - 22 * rim * rim;
    }

    /// <summary>
    /// The rubber sheet backwards: the deep of the circle between pupil and limbus that goes through the point, from
    /// |p − deep · Δcentre|² = (pupil radius + deep · Δradius)², and the angle on it.
    /// </summary>
    private static (double Around, double Deep) Unroll(EyeGeometry geometry, double x, double y)
    {
        (Circle pupil, Circle limbus) = (geometry.Pupil, geometry.Limbus);
        double px = x - pupil.X, py = y - pupil.Y, cx = limbus.X - pupil.X, cy = limbus.Y - pupil.Y, grow = limbus.Radius - pupil.Radius;
        double a = grow * grow - cx * cx - cy * cy, b = px * cx + py * cy + pupil.Radius * grow, c = px * px + py * py - pupil.Radius * pupil.Radius;
        double deep = (Math.Sqrt(Math.Max(0, b * b + a * c)) - b) / a;
        return (Turns.Of(px - deep * cx, py - deep * cy), deep);
    }

    /// <summary>How much of a pixel lies inside, by its distance from the border.</summary>
    private static double Cover(double inside) => Math.Clamp(inside + 0.5, 0, 1);

    private static void Soften(double[] image, int radius)
    {
        var line = new double[Math.Max(Width, Height)];
        for (int y = 0; y < Height && radius > 0; y++)
        {
            SoftenLine(image, y * Width, 1, line.AsSpan(0, Width), radius);
        }

        for (int x = 0; x < Width && radius > 0; x++)
        {
            SoftenLine(image, x, Width, line.AsSpan(0, Height), radius);
        }
    }

    private static void SoftenLine(double[] image, int start, int stride, Span<double> line, int radius)
    {
        for (int i = 0; i < line.Length; i++)
        {
            double sum = 0;
            for (int k = -radius; k <= radius; k++)
            {
                sum += image[start + Math.Clamp(i + k, 0, line.Length - 1) * stride];
            }

            line[i] = sum / (2 * radius + 1);
        }

        for (int i = 0; i < line.Length; i++)
        {
            image[start + i * stride] = line[i];
        }
    }

    /// <summary>Light, noise of the sensor, and eight bits.</summary>
    private GreyImage Expose(double[] image, EyeScene scene)
    {
        var eye = new GreyImage(Width, Height);
        var sensor = new Dice(Dice.Derive(Dice.Derive(Identity, 7), Capture));
        Span<byte> pixels = eye.Pixels;
        for (int i = 0; i < pixels.Length; i++)
        {
            double light = scene.Gain * (1 + scene.Slope * (i % Width * 2.0 / Width - 1));
            pixels[i] = (byte)Math.Clamp(Math.Round(image[i] * light + sensor.Between(-2, 2) + sensor.Between(-2, 2)), 0, 255);
        }

        return eye;
    }
}
