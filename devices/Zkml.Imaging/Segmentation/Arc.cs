namespace Zkml.Imaging;

/// <summary>Directions in which a circle is looked at.</summary>
internal sealed class Arc
{
    private readonly (double Cos, double Sin)[] _directions;

    private Arc(IEnumerable<double> radians) => _directions = [.. radians.Select(angle => (Math.Cos(angle), Math.Sin(angle)))];

    public ReadOnlySpan<(double Cos, double Sin)> Directions => _directions;

    public static Arc Full(int count) => new(Enumerable.Range(0, count).Select(i => 2 * Math.PI * i / count));

    /// <summary>Left and right, where no eyelid covers the limbus: from so many degrees above to so many degrees below the horizontal.</summary>
    public static Arc Sides(int count, double above, double below) => new(
        from i in Enumerable.Range(0, count)
        let angle = double.DegreesToRadians(-above + (above + below) * i / (count - 1))
        from side in new[] { angle, Math.PI - angle }
        select side);

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
