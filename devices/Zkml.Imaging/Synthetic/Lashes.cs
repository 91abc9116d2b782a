namespace Zkml.Imaging;

/// <summary>Hairs of the upper eyelid: short parabolas from its edge, most of them upwards, a few over the iris.</summary>
internal static class Lashes
{
    private const int Count = 56, Steps = 40;

    private const double Grey = 45, HalfWidth = 1.1;

    /// <summary>One of so many hangs down.</summary>
    private const int Hanging = 5;

    public static void Draw(double[] image, int width, EyeScene scene, Dice dice)
    {
        (Circle limbus, Eyelid lid) = (scene.Geometry.Limbus, scene.Geometry.Upper);
        for (int i = 0; i < Count; i++)
        {
            double place = -1.7 + 3.4 * i / (Count - 1) + dice.Between(-0.03, 0.03);
            double x = limbus.X + place * limbus.Radius, length = dice.Between(16, 34), lean = 0.5 * place + dice.Between(-0.25, 0.25);
            double rise = i % Hanging == 0 ? 0.5 * length : -length;
            for (int step = 0; step <= Steps; step++)
            {
                double t = (double)step / Steps;
                Dot(image, width, x + lean * length * t * t, lid.At(x) + rise * t, HalfWidth * (1 - 0.6 * t));
            }
        }
    }

    private static void Dot(double[] image, int width, double x, double y, double radius)
    {
        for (int row = (int)y - 1; row <= (int)y + 2; row++)
        {
            for (int column = (int)x - 1; column <= (int)x + 2; column++)
            {
                if (row >= 0 && row < image.Length / width && column >= 0 && column < width)
                {
                    double distance = Math.Sqrt((column - x) * (column - x) + (row - y) * (row - y));
                    double cover = Math.Clamp(radius + 0.5 - distance, 0, 1);
                    double value = image[row * width + column];
                    image[row * width + column] = Math.Min(value, value + cover * (Grey - value));
                }
            }
        }
    }
}
