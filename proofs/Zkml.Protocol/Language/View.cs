namespace Zkml.Protocol.Language;

/// <summary>
/// A public linear map of committed tensors plus public constants: an array over <see cref="Shape"/> that is defined as zero outside its
/// extents (review, F7).
/// </summary>
public sealed class View
{
    private View(Shape shape, Term[] terms)
    {
        Shape = shape;
        Terms = terms;
    }

    public Shape Shape { get; }

    public IReadOnlyList<Term> Terms { get; }

    /// <summary>True when ρ occurs: the values are then in E, otherwise in F.</summary>
    public bool UsesChallenge => Terms.Any(t => t.UsesChallenge);

    public static View Of(Tensor tensor) =>
        Of(tensor, tensor.Shape, [.. Enumerable.Range(0, tensor.Shape.Rank).Select(a => AxisMap.Identity(tensor.Shape[a]))]);

    public static View Of(Tensor tensor, Shape sourceShape, AxisMap[] maps)
    {
        if (!SameCells(tensor.Shape, sourceShape))
        {
            throw new ArgumentException($"'{tensor.Name}' has shape {tensor.Shape}; reading it as {sourceShape} would move its cells.", nameof(sourceShape));
        }

        return new View(OutShape(sourceShape, maps), [new Term(Coefficient.One, tensor, sourceShape, maps)]);
    }

    /// <summary>The zero view.</summary>
    public static View Zero(Shape shape) => new(shape, []);

    /// <summary>The same public value at every index inside the extents.</summary>
    public static View Constant(Shape shape, Coefficient value) =>
        new(shape, [new Term(value, null, Ones(shape.Rank), [.. Enumerable.Range(0, shape.Rank).Select(a => AxisMap.Broadcast(shape[a]))])]);

    /// <summary>A public array that is a product of one vector per axis.</summary>
    public static View ConstantProduct(params AxisMap[] weights) =>
        new(OutShape(Ones(weights.Length), weights), [new Term(Coefficient.One, null, Ones(weights.Length), weights)]);

    /// <summary>Any public array, values in the order of its indices (slowest axis first, without padding).</summary>
    public static View ConstantArray(Shape shape, ReadOnlySpan<long> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, shape.Count, nameof(values));
        int last = shape[shape.Rank - 1];
        View sum = Zero(shape);
        for (int start = 0; start < values.Length; start += last)
        {
            Coefficient[] line = new Coefficient[last];
            for (int i = 0; i < last; i++)
            {
                line[i] = values[start + i];
            }

            if (line.All(c => c.IsZero))
            {
                continue;
            }

            var maps = new AxisMap[shape.Rank];
            int rest = start / last;
            for (int axis = shape.Rank - 2; axis >= 0; rest /= shape[axis], axis--)
            {
                maps[axis] = AxisMap.Place(shape[axis], rest % shape[axis]);
            }

            maps[^1] = AxisMap.Weights(line);
            sum += ConstantProduct(maps);
        }

        return sum;
    }

    public static View operator +(View x, View y)
    {
        if (!x.Shape.Equals(y.Shape))
        {
            throw new ArgumentException($"Views of shapes {x.Shape} and {y.Shape} cannot be added.", nameof(y));
        }

        return new View(x.Shape, [.. x.Terms, .. y.Terms]);
    }

    public static View operator *(Coefficient factor, View view) =>
        new(view.Shape, factor.IsZero ? [] : [.. view.Terms.Select(t => t with { Coefficient = factor * t.Coefficient })]);

    public static View operator -(View x, View y) => x + -1 * y;

    public static View operator -(View x) => -1 * x;

    private static Shape Ones(int rank) => Shape.Of([.. Enumerable.Repeat(1, rank)]);

    private static Shape OutShape(Shape source, AxisMap[] maps)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(maps.Length, source.Rank, nameof(maps));
        for (int axis = 0; axis < maps.Length; axis++)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(maps[axis].InSize, source[axis], nameof(maps));
        }

        return Shape.Of([.. maps.Select(m => m.OutSize)]);
    }

    /// <summary>Whether both shapes put the same cells inside their extents, at the same places.</summary>
    private static bool SameCells(Shape x, Shape y) =>
        x.Equals(y) || (x.Count == y.Count && x.OccupiedLength == y.OccupiedLength && Runs(x).SequenceEqual(Runs(y)));

    /// <summary>Extents above 1 with their strides, neighbouring axes merged where the inner one is full.</summary>
    private static List<(int Extent, int Stride)> Runs(Shape shape)
    {
        var runs = new List<(int Extent, int Stride)>();
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] == 1)
            {
                continue;
            }

            int stride = shape.Stride(axis);
            if (runs.Count > 0 && runs[^1].Stride == shape[axis] * stride)
            {
                runs[^1] = (runs[^1].Extent * shape[axis], stride);
            }
            else
            {
                runs.Add((shape[axis], stride));
            }
        }

        return runs;
    }
}
