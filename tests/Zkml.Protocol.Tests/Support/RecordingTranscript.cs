using Zkml.Fields;

namespace Zkml.Protocol.Tests.Support;

/// <summary>A real transcript that keeps a list of what was asked of it.</summary>
internal sealed class RecordingTranscript : ITranscript
{
    private readonly Transcript _inner = new(ProofFormat.ProtocolLabel);

    /// <param name="Label">As given.</param>
    /// <param name="Data">Of an absorbed item; null for a request.</param>
    /// <param name="Request">Repeats the request on another transcript and encodes the answer; null for an absorbed item.</param>
    internal sealed record Event(string Label, byte[]? Data, Func<ITranscript, string>? Request)
    {
        public bool IsRequest => Request is not null;
    }

    public List<Event> Events { get; } = [];

    public IEnumerable<(string Label, byte[] Data)> Absorbed => Events.Where(e => !e.IsRequest).Select(e => (e.Label, e.Data!));

    public int[] ColumnsA { get; private set; } = [];

    public void Absorb(string label, ReadOnlySpan<byte> data)
    {
        Events.Add(new Event(label, data.ToArray(), null));
        _inner.Absorb(label, data);
    }

    public void Absorb(string label, Ext value)
    {
        var bytes = new byte[Ext.Size];
        value.Write(bytes);
        Events.Add(new Event(label, bytes, null));
        _inner.Absorb(label, value);
    }

    public Ext Challenge(string label)
    {
        Events.Add(new Event(label, null, t => Text([t.Challenge(label)])));
        return _inner.Challenge(label);
    }

    public Ext[] Challenges(string label, int count)
    {
        Events.Add(new Event(label, null, t => Text(t.Challenges(label, count))));
        return _inner.Challenges(label, count);
    }

    public int[] DistinctIndices(string label, int count, int bound)
    {
        Events.Add(new Event(label, null, t => string.Join(' ', t.DistinctIndices(label, count, bound))));
        int[] indices = _inner.DistinctIndices(label, count, bound);
        ColumnsA = label == "columns of A" ? indices : ColumnsA;
        return indices;
    }

    private static string Text(Ext[] values) => string.Join(' ', values.SelectMany(v => (uint[])[v.C0.ToUInt32(), v.C1.ToUInt32(), v.C2.ToUInt32(), v.C3.ToUInt32()]));
}
