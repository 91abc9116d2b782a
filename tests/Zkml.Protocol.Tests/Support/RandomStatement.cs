using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Protocol.Tests.Support;

/// <summary>
/// A random statement with every part of the language but ρ, and a witness of it. Every view is random; each rule has a tensor of its own, which is
/// set to what the rule asks for by the definition of views in <see cref="DenseViews"/>.
/// </summary>
internal sealed class RandomStatement
{
    private static readonly (string Left, string Right, string Linear)[] Letters =
        [("ko", "pk", "po"), ("tc", "ptc", "pc"), ("gko", "pgk", "pog"), ("akbo", "pakb", "op")];

    private readonly RandomViews _random;
    private readonly StatementBuilder _builder = new("test/random");
    private readonly List<Tensor> _inputs = [];
    private readonly List<Action<Witness>> _steps = [];
    private double _tableLeaves;
    private double _lookupLeaves;

    public RandomStatement(int seed)
    {
        _random = new RandomViews(seed);
        for (int i = 0; i < 3; i++)
        {
            _inputs.Add(_builder.Commit($"input {i}", Extents(_random.Shape(1 + _random.Below(2)))));
        }

        _inputs.Add(_builder.Public("public", Extents(_random.Shape(1 + _random.Below(2)))));
        for (int parts = 1 + _random.Below(4); parts > 0; parts--)
        {
            Action add = _random.Below(4) switch { 0 => AddConstraint, 1 => AddLookups, _ => AddContraction };
            add();
        }

        // As many groups as there would be if so many leaves were the most.
        double most = _tableLeaves + _lookupLeaves / (1 << _random.Below(3));
        Statement = _builder.Build(Math.Log2(most + 1));
    }

    public Statement Statement { get; }

    public int Below(int bound) => _random.Below(bound);

    public Witness Solve(Arena arena)
    {
        var witness = new Witness(Statement, arena);
        foreach (Tensor tensor in _inputs)
        {
            foreach (ref uint word in witness[tensor])
            {
                word = _random.Base().Montgomery;
            }
        }

        _steps.ForEach(step => step(witness));
        return witness;
    }

    private void AddConstraint()
    {
        Shape shape = _random.Shape(2 + _random.Below(2));
        AxisWeight[] weights = [.. Enumerable.Range(0, shape.Rank).Select(_ => new AxisWeight(_random.Below(2) == 0 ? null : 1 + _random.Below(3)))];
        Product[] products = [.. Enumerable.Range(0, _random.Below(3)).Select(_ =>
            new Product(_random.Below(9) - 4, [.. Enumerable.Range(0, 2 + _random.Below(2)).Select(_ => Any(shape))]))];
        View rest = Any(shape);
        Tensor result = _builder.Commit("result", [.. weights.Select((w, a) => w.Base is null ? shape[a] : 1)]);
        View placed = result.Map([.. weights.Select((w, a) => w.Base is null ? AxisMap.Identity(shape[a]) : AxisMap.Place(shape[a], 0))]);
        _builder.AssertZero("constraint", weights, products, rest - placed);
        _steps.Add(witness =>
        {
            KoalaBear[] sums = Values(rest, witness);
            foreach (Product product in products)
            {
                KoalaBear[][] factors = [.. product.Factors.Select(f => Values(f, witness))];
                sums = [.. sums.Select((s, i) => s + factors.Aggregate(product.Coefficient.Constant, (p, f) => p * f[i]))];
            }

            foreach (int[] index in DenseViews.Indices(shape))
            {
                KoalaBear value = sums[shape.Cell(index)];
                for (int a = 0; a < shape.Rank; a++)
                {
                    value *= KoalaBear.FromInt64(weights[a].Base ?? 1).Pow((ulong)index[a]);
                }

                Add(witness, result, [.. index.Select((i, a) => weights[a].Base is null ? i : 0)], value);
            }
        });
    }

    private void AddContraction()
    {
        (string left, string right, string linear) = Letters[_random.Below(Letters.Length)];
        string letters = string.Concat(left.Union(right));
        Dictionary<char, int> extents = letters.ToDictionary(a => a, _ => 1 + _random.Below(5));
        Shape Of(string axes) => Shape.Of([.. axes.Select(a => extents[a])]);
        (View x, View y, View rest) = (Any(Of(left)), Any(Of(right)), Any(Of(linear)));
        Tensor result = _builder.Commit("product", Extents(Of(linear)));
        _builder.AssertContraction("contraction", new(x, left), new(y, right), new(rest - result.View, linear));
        _steps.Add(witness =>
        {
            (KoalaBear[] xs, KoalaBear[] ys, KoalaBear[] rests) = (Values(x, witness), Values(y, witness), Values(rest, witness));
            foreach (int[] index in DenseViews.Indices(Of(letters)))
            {
                int[] At(string axes) => [.. axes.Select(a => index[letters.IndexOf(a, StringComparison.Ordinal)])];
                Add(witness, result, At(linear), xs[x.Shape.Cell(At(left))] * ys[y.Shape.Cell(At(right))]);
            }

            foreach (int[] index in DenseViews.Indices(rest.Shape))
            {
                Add(witness, result, index, rests[rest.Shape.Cell(index)]);
            }
        });
    }

    /// <summary>Two lookups of pairs in a committed or in a public table.</summary>
    private void AddLookups()
    {
        int rows = 1 + _random.Below(20);
        View[]? columns = _random.Below(2) == 0 ? null : [Any(Shape.Of(rows, 1)), Any(Shape.Of(rows, 1))];
        KoalaBear[][] publics = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, rows).Select(_ => _random.Base()).ToArray())];
        LookupTable table = columns is null ? _builder.PublicTable("public", publics) : _builder.CommittedTable("committed", columns);
        _tableLeaves += Shape.Of(rows).PaddedLength;
        for (int i = 0; i < 2; i++)
        {
            Shape shape = _random.Shape(2 + _random.Below(2));
            _lookupLeaves += shape.PaddedLength;
            View[] rest = [Any(shape), Any(shape)];
            Tensor[] looked = [_builder.Commit("first", Extents(shape)), _builder.Commit("second", Extents(shape))];
            _builder.AssertLookup("lookup", table, rest[0] + looked[0].View, rest[1] + looked[1].View);
            int seed = _random.Below(1000);
            _steps.Add(witness =>
            {
                // The cells of a view of shape (rows, 1) are the rows.
                KoalaBear[][] values = columns is null ? publics : [.. columns.Select(c => Values(c, witness))], rests = [.. rest.Select(r => Values(r, witness))];
                foreach (int[] index in DenseViews.Indices(shape))
                {
                    int cell = shape.Cell(index), row = (seed + cell * 7) % rows;
                    for (int k = 0; k < 2; k++)
                    {
                        Add(witness, looked[k], index, values[k][row] - rests[k][cell]);
                    }
                }
            });
        }
    }

    private View Any(Shape shape) => _random.View(shape, _inputs, challenge: false);

    private static int[] Extents(Shape shape) => [.. Enumerable.Range(0, shape.Rank).Select(a => shape[a])];

    private static KoalaBear[] Values(View view, Witness witness) => [.. DenseViews.Values(view, (t, c) => witness.Get(t, c), Ext.One).Select(v => v.C0)];

    private static void Add(Witness witness, Tensor tensor, int[] index, KoalaBear value)
    {
        int cell = tensor.Shape.Cell(index);
        witness[tensor][cell] = (witness.Get(tensor, cell) + value).Montgomery;
    }
}
