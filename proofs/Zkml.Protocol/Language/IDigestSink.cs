using Zkml.Fields;

namespace Zkml.Protocol.Language;

/// <summary>Takes the canonical encoding of a statement (protocol.md, section 3); lists bring their length.</summary>
internal interface IDigestSink
{
    void Add(long value);

    void Add(ReadOnlySpan<KoalaBear> elements);

    /// <summary>Two bytes each, little-endian.</summary>
    void Add(ReadOnlySpan<short> values);

    /// <summary>Four bytes each, little-endian.</summary>
    void Add(ReadOnlySpan<int> values);
}
