using Zkml.Fields;

namespace Zkml.Protocol.Tests.Support;

/// <summary>The span of vectors over the base field (Montgomery words), by Gaussian elimination.</summary>
internal sealed class LinearSpan
{
    private readonly List<(int Pivot, uint[] Vector)> _rows = [];

    public int Rank => _rows.Count;

    public void Add(uint[] vector)
    {
        uint[] rest = Reduce(vector);
        int pivot = Array.FindIndex(rest, w => w != 0);
        if (pivot >= 0)
        {
            var normal = new uint[rest.Length];
            FieldKernels.AddScaled(normal, KoalaBear.FromMontgomery(rest[pivot]).Inverse(), rest);
            _rows.Add((pivot, normal));
        }
    }

    public bool Contains(uint[] vector) => Reduce(vector).All(w => w == 0);

    public static uint[] Difference(uint[] x, uint[] y)
    {
        uint[] difference = [.. x];
        FieldKernels.AddScaled(difference, -KoalaBear.One, y);
        return difference;
    }

    /// <summary>Every row is zero at the pivots of the rows before it, so one pass in order suffices.</summary>
    private uint[] Reduce(uint[] vector)
    {
        uint[] rest = [.. vector];
        foreach ((int pivot, uint[] row) in _rows)
        {
            if (rest[pivot] != 0)
            {
                FieldKernels.AddScaled(rest, -KoalaBear.FromMontgomery(rest[pivot]), row);
            }
        }

        return rest;
    }
}
