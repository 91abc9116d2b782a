using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>
/// outer ⊗ inner on two axes that are stored as one, row by row without gaps: the lines and columns of an image whose width is no power of
/// two. An entry of the outer map moves a whole row.
/// </summary>
internal sealed class MergedMap(AxisMap outer, AxisMap inner)
    : AxisMap(checked(outer.OutSize * inner.OutSize), checked(outer.InSize * inner.InSize))
{
    public override bool UsesChallenge => outer.UsesChallenge || inner.UsesChallenge;

    internal override object Key => (outer.Key, inner.Key);

    public override IEnumerable<Entry> Entries()
    {
        Entry[] within = [.. inner.Entries()];
        foreach (IGrouping<int, Entry> row in outer.Entries().GroupBy(e => e.Out))
        {
            foreach (IGrouping<int, Entry> place in within.GroupBy(e => e.Out))
            {
                foreach (Entry o in row)
                {
                    foreach (Entry i in place)
                    {
                        yield return new Entry(
                            row.Key * inner.OutSize + place.Key, o.In * inner.InSize + i.In, o.Coefficient * i.Coefficient);
                    }
                }
            }
        }
    }

    public override long MaxAbsoluteRowSum() => checked(outer.MaxAbsoluteRowSum() * inner.MaxAbsoluteRowSum());

    internal override ExtVector? PartOf(ExtVector weights) =>
        inner.IsIdentity && outer is StrideMap { Stride: 1 } rows && rows.Range() is var (first, count) && count == outer.InSize
            ? weights.Slice(first * inner.OutSize, InSize) : null;

    internal override void AddTransposed(ExtVector weights, Ext rho, ExtVector destination)
    {
        using var rows = new Arena(checked(inner.InSize * Ext.Size + 256));
        ExtVector made = rows.Ext(inner.InSize), row = made;
        int of = -1;
        foreach (Entry entry in outer.Entries())
        {
            if (entry.Out != of)
            {
                of = entry.Out;
                ExtVector own = weights.Slice(of * inner.OutSize, inner.OutSize);
                if (inner.PartOf(own) is { } part)
                {
                    row = part;
                }
                else
                {
                    inner.Transpose(own, rho, made);
                }
            }

            ExtVector target = destination.Slice(entry.In * inner.InSize, inner.InSize);
            if (entry.Coefficient.IsOne)
            {
                FieldKernels.Add(target, row);
            }
            else
            {
                Multilinear.AddScaled(target, entry.Coefficient.Evaluate(rho), row);
            }
        }
    }

    internal override void Encode(IDigestSink sink)
    {
        sink.Add(4);
        foreach (AxisMap map in (ReadOnlySpan<AxisMap>)[outer, inner])
        {
            sink.Add(map.OutSize);
            sink.Add(map.InSize);
            map.Encode(sink);
        }
    }
}
