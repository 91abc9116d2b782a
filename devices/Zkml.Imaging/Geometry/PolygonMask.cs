using System.Numerics;

namespace Zkml.Imaging;

/// <summary>
/// The pixels of a polygon, pixel for pixel as fillPoly of OpenCV 4 gives them: vertices rounded to even, Bresenham lines between them, and on
/// each row everything between crossings taken two by two. It may reach beyond the image.
/// </summary>
public sealed class PolygonMask : IDisposable
{
    private const int FractionBits = 16;

    private readonly GreyImage _cells;

    public PolygonMask(ReadOnlySpan<Vector2> points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points.Length, 3, nameof(points));
        var vertices = new (int X, int Y)[points.Length];
        for (int i = 0; i < vertices.Length; i++)
        {
            vertices[i] = ((int)MathF.Round(points[i].X), (int)MathF.Round(points[i].Y));
        }

        (Left, Top) = (vertices.Min(v => v.X), vertices.Min(v => v.Y));
        _cells = new GreyImage(vertices.Max(v => v.X) - Left + 1, vertices.Max(v => v.Y) - Top + 1);
        for (int i = 0; i < vertices.Length; i++)
        {
            DrawLine(vertices[i], vertices[(i + 1) % vertices.Length]);
        }

        FillRows(vertices);
    }

    public int Left { get; }

    public int Top { get; }

    /// <summary>One past the last column.</summary>
    public int Right => Left + _cells.Width;

    /// <summary>One past the last row.</summary>
    public int Bottom => Top + _cells.Height;

    public bool Contains(int x, int y) => x >= Left && y >= Top && x < Right && y < Bottom && _cells[x - Left, y - Top] != 0;

    public void Dispose() => _cells.Dispose();

    /// <summary>From the left end, as OpenCV's LineIterator does: the error decides with ties to the side of the start.</summary>
    private void DrawLine((int X, int Y) from, (int X, int Y) to)
    {
        if (from.X > to.X)
        {
            (from, to) = (to, from);
        }

        int dx = to.X - from.X, dy = Math.Abs(to.Y - from.Y), down = Math.Sign(to.Y - from.Y);
        bool steep = dy > dx;
        (int along, int across) = steep ? (dy, dx) : (dx, dy);
        (int x, int y, int error) = (from.X - Left, from.Y - Top, along - 2 * across);
        for (int step = 0; step <= along; step++)
        {
            _cells[x, y] = 1;
            bool aside = error < 0;
            error += (aside ? 2 * along : 0) - 2 * across;
            x += !steep || aside ? 1 : 0;
            y += steep || aside ? down : 0;
        }
    }

    private void FillRows((int X, int Y)[] vertices)
    {
        var crossings = new List<long>();
        for (int y = Top; y < Bottom; y++)
        {
            crossings.Clear();
            for (int i = 0; i < vertices.Length; i++)
            {
                (int X, int Y) a = vertices[i], b = vertices[(i + 1) % vertices.Length];
                (a, b) = a.Y <= b.Y ? (a, b) : (b, a);
                if (a.Y <= y && y < b.Y)
                {
                    long slope = ((long)(b.X - a.X) << FractionBits) / (b.Y - a.Y);
                    crossings.Add(((long)a.X << FractionBits) + (y - a.Y) * slope);
                }
            }

            crossings.Sort();
            for (int i = 0; i + 1 < crossings.Count; i += 2)
            {
                int first = Column(crossings[i]), last = Column(crossings[i + 1]);
                _cells.Row(y - Top)[first..(last + 1)].Fill(1);
            }
        }
    }

    private int Column(long crossing) => (int)((crossing + (1 << (FractionBits - 1))) >> FractionBits) - Left;
}
