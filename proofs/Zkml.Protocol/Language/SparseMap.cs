using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>Any matrix by its entries; its coefficients may use the statement challenge.</summary>
internal sealed class SparseMap : AxisMap
{
    private readonly Entry[] _entries;

    public SparseMap(int outSize, int inSize, IReadOnlyList<Entry> entries)
        : base(outSize, inSize)
    {
        _entries = [.. entries.Where(e => !e.Coefficient.IsZero).OrderBy(e => e.Out).ThenBy(e => e.In)];
        foreach (Entry entry in _entries)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)entry.Out, (uint)outSize, nameof(entries));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)entry.In, (uint)inSize, nameof(entries));
        }
    }

    public override bool UsesChallenge => _entries.Any(e => !e.Coefficient.IsConstant);

    public override IEnumerable<Entry> Entries() => _entries;

    internal override void AddTransposed(ExtVector weights, Ext rho, ExtVector destination)
    {
        foreach (Entry entry in _entries)
        {
            Ext weight = weights[entry.Out];
            destination[entry.In] += entry.Coefficient.IsOne ? weight
                : entry.Coefficient.IsConstant ? weight * entry.Coefficient.Constant : weight * entry.Coefficient.Evaluate(rho);
        }
    }

    internal override void Encode(IDigestSink sink)
    {
        sink.Add(0);
        sink.Add(_entries.Length);
        foreach (Entry entry in _entries)
        {
            sink.Add(entry.Out);
            sink.Add(entry.In);
            sink.Add(entry.Coefficient.Powers);
        }
    }
}
