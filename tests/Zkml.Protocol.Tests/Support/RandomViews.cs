using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Tests.Support;

/// <summary>Random shapes, axis maps of every kind, views and weights; extents are mostly no powers of two.</summary>
internal sealed class RandomViews(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int bound) => _random.Next(bound);

    public KoalaBear Base() => KoalaBear.FromUInt32((uint)_random.NextInt64(KoalaBear.Modulus));

    public Ext Element() => new(Base(), Base(), Base(), Base());

    public Ext[] Elements(int count) => [.. Enumerable.Range(0, count).Select(_ => Element())];

    public Shape Shape(int rank) => Protocol.Language.Shape.Of([.. Enumerable.Range(0, rank).Select(_ => Below(3) == 0 ? 1 << Below(3) : 1 + Below(6))]);

    /// <summary>A sum of up to three terms on the tensors, and sometimes public constants.</summary>
    public View View(Shape shape, IReadOnlyList<Tensor> tensors, bool challenge)
    {
        View sum = Protocol.Language.View.Zero(shape);
        for (int terms = 1 + Below(3); terms > 0; terms--)
        {
            sum += Coefficient(challenge) * Term(shape, tensors[Below(tensors.Count)], challenge);
        }

        if (Below(2) == 0)
        {
            sum += Protocol.Language.View.Constant(shape, Coefficient(challenge));
        }

        if (Below(2) == 0)
        {
            sum += Protocol.Language.View.ConstantArray(shape, [.. Enumerable.Range(0, (int)shape.Count).Select(_ => (long)Below(5) - 2)]);
        }

        return sum;
    }

    /// <summary>A shape of this rank, often with the extents of a tensor.</summary>
    public Shape ShapeLike(Tensor tensor, int rank) => Below(2) == 0 ? Shape(rank) : WithRank(tensor.Shape, rank);

    private View Term(Shape shape, Tensor tensor, bool challenge)
    {
        Shape source = WithRank(tensor.Shape, shape.Rank);
        return tensor.MapAs(source, [.. Enumerable.Range(0, shape.Rank).Select(a => Map(shape[a], source[a], challenge))]);
    }

    /// <summary>The same cells with another rank: axes of extent 1 added, or neighbours merged where the inner one is full; ranks that cannot be reached are not asked for.</summary>
    private Shape WithRank(Shape shape, int rank)
    {
        List<int> extents = [.. Enumerable.Range(0, shape.Rank).Select(a => shape[a])];
        while (extents.Count < rank)
        {
            int split = extents.FindIndex(e => e > 2 && e % 2 == 0);
            if (split >= 0 && Below(2) == 0)
            {
                extents[split] /= 2;
                extents.Insert(split + 1, 2);
            }
            else
            {
                extents.Insert(Below(extents.Count + 1), 1);
            }
        }

        return Protocol.Language.Shape.Of([.. extents]);
    }

    /// <summary>Identities and broadcasts are frequent, so that several in a row occur: they are read as one run.</summary>
    private AxisMap Map(int outSize, int inSize, bool challenge) => Below(15) switch
    {
        12 or 13 => AxisMap.Dense(outSize, inSize, Shorts(outSize * inSize), (int[])[.. Enumerable.Range(0, outSize).Select(_ => Below(9) - 4)]),
        14 when outSize == inSize => AxisMap.Diagonal([.. Enumerable.Range(0, inSize).Select(_ => (long)Below(1 << 20) - (1 << 19))]),
        14 when outSize % 2 == 0 && inSize % 2 == 0 => AxisMap.Merged(Map(outSize / 2, inSize / 2, challenge), Map(2, 2, challenge)),
        >= 6 when outSize == inSize => AxisMap.Identity(inSize),
        >= 8 when inSize == 1 => AxisMap.Broadcast(outSize),
        0 or 1 => AxisMap.Strided(outSize, inSize, 1, Below(9) - 4),
        2 => AxisMap.Strided(outSize, inSize, Below(4), Below(13) - 6),
        3 when inSize == 1 => AxisMap.Place(outSize, Below(outSize)),
        3 when outSize == 1 => AxisMap.Sum(inSize),
        4 when inSize == 1 => AxisMap.Broadcast(outSize),
        4 when outSize == inSize => AxisMap.Rotate(inSize, Below(9) - 4),
        _ => AxisMap.Sparse(outSize, inSize, [.. Enumerable.Range(0, Below(8)).Select(_ => new AxisMap.Entry(Below(outSize), Below(inSize), Coefficient(challenge)))]),
    };

    private short[] Shorts(int count) => [.. Enumerable.Range(0, count).Select(_ => (short)(Below(1 << 16) - (1 << 15)))];

    private Coefficient Coefficient(bool challenge) => challenge && Below(2) == 0
        ? Protocol.Language.Coefficient.Polynomial(Below(5) - 2, Below(1000), Below(3))
        : Below(3) == 0 ? Protocol.Language.Coefficient.One : Below(2001) - 1000;
}
