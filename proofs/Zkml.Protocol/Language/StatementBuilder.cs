using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>
/// Collects tensors, constraints and lookups of a statement. Prover and verifier run the same building code on the same public
/// parameters; nothing in it may depend on the witness.
/// </summary>
public sealed class StatementBuilder
{
    private readonly string _name;
    private readonly List<Tensor> _tensors = [];
    private readonly List<Tensor> _publics = [];
    private readonly List<Constraint> _constraints = [];
    private readonly List<Contraction> _contractions = [];
    private readonly List<LookupTable> _tables = [];
    private readonly List<Lookup> _lookups = [];
    private readonly Dictionary<string, LookupTable> _shared = [];

    /// <param name="name">Names the statement and its version, for example "zkml/ecdsa-p256/1"; part of its digest.</param>
    public StatementBuilder(string name) => _name = name;

    /// <summary>Declares a private array. Nothing is known of its values until constraints or lookups say so.</summary>
    public Tensor Commit(string name, params int[] extents)
    {
        var tensor = new Tensor(_tensors.Count, name, Shape.Of(extents));
        _tensors.Add(tensor);
        return tensor;
    }

    /// <summary>Declares a public array: its values come with each proof, so one statement serves for all of them.</summary>
    public Tensor Public(string name, params int[] extents)
    {
        var tensor = new Tensor(_publics.Count, name, Shape.Of(extents), isPublic: true);
        _publics.Add(tensor);
        return tensor;
    }

    /// <summary>Declares a private array of bits: b² − b = 0 everywhere.</summary>
    public Tensor CommitBits(string name, params int[] extents)
    {
        Tensor bits = Commit(name, extents);
        View view = bits.View;
        AssertZero(name + " are bits", [new Product(1, view, view)], -view);
        return bits;
    }

    /// <summary>The public table of the integers from … to, both included; made once per range.</summary>
    public LookupTable RangeTable(long from, long to)
    {
        string name = FormattableString.Invariant($"range {from}..{to}");
        if (!_shared.TryGetValue(name, out LookupTable? table))
        {
            var values = new KoalaBear[to - from + 1];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = KoalaBear.FromInt64(from + i);
            }

            table = PublicTable(name, values);
            _shared[name] = table;
        }

        return table;
    }

    /// <summary>A public table; columns[c][row].</summary>
    public LookupTable PublicTable(string name, params KoalaBear[][] columns)
    {
        int rows = columns[0].Length;
        foreach (KoalaBear[] column in columns)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(column.Length, rows, nameof(columns));
        }

        return AddTable(new LookupTable(_tables.Count + 1, name, rows, [.. columns.Select(c => (KoalaBear[])[.. c])], null, []));
    }

    /// <summary>
    /// A table of committed values; every column is a view of shape (rows), or (rows, 1), which has the same cells. Put a public address in one column to make
    /// it a memory.
    /// </summary>
    public LookupTable CommittedTable(string name, params View[] columns)
    {
        int rows = columns[0].Shape[0];
        foreach (View column in columns)
        {
            RequireOwn(column, name);
            RequireShape(column, column.Shape.Rank == 1 ? Shape.Of(rows) : Shape.Of(rows, 1), name);
            RequireNoChallenge(column, name);
        }

        return AddTable(new LookupTable(_tables.Count + 1, name, rows, null, columns, []));
    }

    /// <summary>At every index the tuple of the views' values is a row of the table. The views have one shape and do not use ρ.</summary>
    public void AssertLookup(string name, LookupTable table, params View[] tuple)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tuple.Length, table.Width, nameof(tuple));
        if (table.Tag > _tables.Count || _tables[table.Tag - 1] != table)
        {
            throw new ArgumentException($"'{name}': the table '{table.Name}' belongs to another statement.", nameof(table));
        }

        foreach (View view in tuple)
        {
            RequireOwn(view, name);
            RequireShape(view, tuple[0].Shape, name);
            RequireNoChallenge(view, name);
        }

        _lookups.Add(new Lookup(name, table, tuple));
    }

    /// <summary>The values of the view are integers from … to.</summary>
    public void AssertRange(string name, View view, long from, long to) => AssertLookup(name, RangeTable(from, to), view);

    /// <summary>Σ products + linear = 0 at every index of the linear view's shape.</summary>
    public void AssertZero(string name, IReadOnlyList<Product> products, View linear) =>
        AssertZero(name, [.. Enumerable.Repeat(AxisWeight.Each, linear.Shape.Rank)], products, linear);

    /// <summary>The view is zero at every index.</summary>
    public void AssertZero(string name, View linear) => AssertZero(name, [], linear);

    /// <summary>Both views have the same values.</summary>
    public void AssertEqual(string name, View left, View right) => AssertZero(name, left - right);

    /// <summary>As <see cref="AssertZero(string, IReadOnlyList{Product}, View)"/>, summed along axes with a weight base.</summary>
    public void AssertZero(string name, IReadOnlyList<AxisWeight> weights, IReadOnlyList<Product> products, View linear)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Count, linear.Shape.Rank, nameof(weights));
        RequireOwn(linear, name);
        foreach (AxisWeight weight in weights)
        {
            // The prover divides by the weights; base 0 would read index 0 alone, which a view says better.
            ArgumentOutOfRangeException.ThrowIfEqual(weight.Base is { } b && KoalaBear.FromInt64(b) == KoalaBear.Zero, true, nameof(weights));
        }

        foreach (Product product in products)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(product.Factors.Length, 2, nameof(products));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(product.Factors.Length, 3, nameof(products));
            foreach (View factor in product.Factors)
            {
                RequireOwn(factor, name);
                RequireShape(factor, linear.Shape, name);
            }
        }

        _constraints.Add(new Constraint(name, linear.Shape, weights, products, linear));
    }

    /// <summary>Σ left·right + linear = 0 at every index of linear; see <see cref="Contraction"/>. The views do not use ρ.</summary>
    public void AssertContraction(string name, IndexedView left, IndexedView right, IndexedView linear)
    {
        var contraction = new Contraction(name, left, right, linear);
        foreach (View view in (ReadOnlySpan<View>)[left.View, right.View, linear.View])
        {
            RequireOwn(view, name);
            RequireNoChallenge(view, name);
        }

        if (contraction.Problem is { } problem)
        {
            throw new ArgumentException($"'{name}': {problem}.", nameof(linear));
        }

        _contractions.Add(contraction);
    }

    /// <summary>Fixes the layout and the digest.</summary>
    public Statement Build() => Build(LookupPlan.MaxGroupLeavesLog2);

    /// <summary>With another limit on the leaves of a lookup group: several groups in a small statement.</summary>
    internal Statement Build(double maxGroupLeavesLog2) =>
        Statement.Create(_name, _tensors, _publics, (_constraints, _contractions), (_tables, _lookups), maxGroupLeavesLog2);

    private LookupTable AddTable(LookupTable table)
    {
        _tables.Add(table);
        return table;
    }

    /// <summary>Tensors are encoded by number: one of another builder would silently stand for a tensor of this one.</summary>
    private void RequireOwn(View view, string name)
    {
        foreach (Tensor source in view.Terms.Select(t => t.Source).OfType<Tensor>())
        {
            List<Tensor> own = source.IsPublic ? _publics : _tensors;
            if (source.Id >= own.Count || own[source.Id] != source)
            {
                throw new ArgumentException($"'{name}': the tensor '{source.Name}' belongs to another statement.", nameof(view));
            }
        }
    }

    private static void RequireShape(View view, Shape shape, string name)
    {
        if (!view.Shape.Equals(shape))
        {
            throw new ArgumentException($"'{name}': a view has shape {view.Shape} where {shape} is needed.", nameof(view));
        }
    }

    private static void RequireNoChallenge(View view, string name)
    {
        if (view.UsesChallenge)
        {
            throw new ArgumentException($"'{name}': values that are looked up or contracted cannot depend on the statement challenge.", nameof(view));
        }
    }
}
