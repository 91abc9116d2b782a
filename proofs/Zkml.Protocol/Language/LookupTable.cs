using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>
/// A table that tuples are looked up in: public columns, or views of committed values (a read-only memory; review, A4).
/// Rows may repeat. Every table has its own tag, so a tuple of one table is never a tuple of another.
/// </summary>
public sealed class LookupTable
{
    private readonly Lazy<TableIndex?> _publicIndex;

    internal LookupTable(int tag, string name, int rows, KoalaBear[][]? columns, View[]? views, Tensor[] multiplicities)
    {
        Tag = tag;
        Name = name;
        Rows = rows;
        PublicColumns = columns;
        CommittedColumns = views;
        Multiplicities = multiplicities;
        _publicIndex = new Lazy<TableIndex?>(() => columns is null ? null : TableIndex.OfPublic(this));
    }

    /// <summary>Finds rows of a public table; null for a committed one.</summary>
    internal TableIndex? PublicIndex => _publicIndex.Value;

    /// <summary>1, 2, … in order of declaration.</summary>
    public int Tag { get; }

    public string Name { get; }

    public int Rows { get; }

    public int Width => PublicColumns?.Length ?? CommittedColumns!.Count;

    /// <summary>columns[c][row], or null.</summary>
    public KoalaBear[][]? PublicColumns { get; }

    /// <summary>One view of shape (Rows) or (Rows, 1) per column, or null.</summary>
    public IReadOnlyList<View>? CommittedColumns { get; }

    /// <summary>How often each row is looked up: one committed tensor per lookup group; filled by the prover.</summary>
    public IReadOnlyList<Tensor> Multiplicities { get; internal set; }
}

/// <summary>At every index of the views' common shape, the tuple (Views[0][i], Views[1][i], …) is a row of the table.</summary>
public sealed record Lookup(string Name, LookupTable Table, IReadOnlyList<View> Views)
{
    public Shape Shape => Views[0].Shape;
}
