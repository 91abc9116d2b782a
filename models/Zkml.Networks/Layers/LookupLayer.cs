using System.Collections.Immutable;

namespace Zkml.Networks;

/// <summary>
/// y = Table[channel][x − FirstInput]: any function of one 8-bit number (PReLU, hard-swish, sigmoid, …), one table for all channels or one for each.
/// </summary>
/// <param name="FirstInput">Lowest value of the input's interval; the table covers the whole interval (at most 256 entries).</param>
/// <param name="Table">Channels (or one) × entries.</param>
/// <param name="Entries">Width of the input's interval.</param>
public sealed record LookupLayer(string Name, int Source, int Output, int FirstInput, int Entries, ImmutableArray<short> Table)
    : NetworkLayer(Name, [Source], Output)
{
    public bool IsShared => Table.Length == Entries;

    public ReadOnlySpan<short> TableOf(int channel) => Table.AsSpan().Slice(IsShared ? 0 : channel * Entries, Entries);
}
