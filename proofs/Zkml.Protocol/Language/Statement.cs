namespace Zkml.Protocol.Language;

/// <summary>
/// A statement: what is committed, where it lies in the witness vector, and what must hold. Built from public parameters alone; its
/// digest covers everything in it and is the first thing the transcript absorbs.
/// </summary>
public sealed class Statement
{
    private readonly int[] _offsets;

    private Statement(
        string name, Tensor[] tensors, Tensor[] publics, int[] offsets, int length, (Constraint[] Each, Contraction[] Contractions) constraints, LookupTable[] tables, LookupPlan lookups)
    {
        Name = name;
        Tensors = tensors;
        Publics = publics;
        _offsets = offsets;
        Length = length;
        (Constraints, Contractions) = constraints;
        Tables = tables;
        Lookups = lookups;
        Digest = StatementDigest.Compute(this);
    }

    public string Name { get; }

    public IReadOnlyList<Tensor> Tensors { get; }

    /// <summary>The public arrays, in the order in which their values are absorbed.</summary>
    public IReadOnlyList<Tensor> Publics { get; }

    public IReadOnlyList<Constraint> Constraints { get; }

    public IReadOnlyList<Contraction> Contractions { get; }

    public IReadOnlyList<LookupTable> Tables { get; }

    public LookupPlan Lookups { get; }

    /// <summary>Cells of the witness vector.</summary>
    public int Length { get; }

    /// <summary>SHA-256 over a canonical encoding of all the above.</summary>
    public ReadOnlyMemory<byte> Digest { get; }

    /// <summary>True when some view uses the statement challenge ρ.</summary>
    public bool UsesChallenge => Constraints.Any(c => c.Linear.UsesChallenge || c.Products.Any(p => !p.Coefficient.IsConstant || p.Factors.Any(f => f.UsesChallenge)));

    /// <summary>The private tensor's first cell in the witness vector.</summary>
    public int Offset(Tensor tensor) => tensor.IsPublic
        ? throw new ArgumentException($"'{tensor.Name}' is public and has no place in the witness vector.", nameof(tensor))
        : _offsets[tensor.Id];

    internal static Statement Create(
        string name, List<Tensor> declared, List<Tensor> publics, (List<Constraint> Each, List<Contraction> Contractions) constraints, (List<LookupTable> Tables, List<Lookup> All) lookups,
        double maxGroupLeavesLog2)
    {
        List<Tensor> tensors = [.. declared];
        LookupPlan plan = LookupPlan.Create(lookups.Tables, lookups.All, maxGroupLeavesLog2, (label, rows) =>
        {
            var tensor = new Tensor(tensors.Count, label, Shape.Of(rows));
            tensors.Add(tensor);
            return tensor;
        });
        IEnumerable<View> views = constraints.Each.SelectMany(c => c.Products.SelectMany(p => p.Factors).Append(c.Linear))
            .Concat(constraints.Contractions.SelectMany(c => (View[])[c.Left.View, c.Right.View, c.Linear.View]))
            .Concat(lookups.All.SelectMany(l => l.Views)).Concat(lookups.Tables.SelectMany(t => t.CommittedColumns ?? []));
        (int[] offsets, int length) = WitnessLayout.Place(tensors, WitnessLayout.Alignments(tensors, views));
        return new Statement(name, [.. tensors], [.. publics], offsets, length, ([.. constraints.Each], [.. constraints.Contractions]), [.. lookups.Tables], plan);
    }
}
