namespace Zkml.Imaging;

/// <summary>Directions in which a circle is looked at.</summary>
internal sealed class Arc
{
    private readonly (double Cos, double Sin)[] _directions;

    private Arc(IEnumerable<double> radians) => _directions = [.. radians.Select(angle => (Math.Cos(angle), Math.Sin(angle)))];

    private Arc((double Cos, double Sin)[] directions) => _directions = directions;

    public ReadOnlySpan<(double Cos, double Sin)> Directions => _directions;

    public static Arc Full(int count) => new(Enumerable.Range(0, count).Select(i => 2 * Math.PI * i / count));

    /// <summary>From one angle to the other, in degrees, clockwise from the right.</summary>
    public static Arc Between(int count, double from, double to) =>
        new(Enumerable.Range(0, count).Select(i => double.DegreesToRadians(from + (to - from) * i / (count - 1))));

    public static Arc operator +(Arc a, Arc b) => new([.. a._directions, .. b._directions]);

    /// <summary>Mean along the circle.</summary>
    public float Mean(Field field, double x, double y, double radius)
    {
        float sum = 0;
        foreach ((double cos, double sin) in _directions)
        {
            sum += field.At(x + radius * cos, y + radius * sin);
        }

        return sum / _directions.Length;
    }
}
