using System.Buffers;
using Zkml.Fields;

namespace Zkml.Protocol;

/// <summary>Changes what is about to be sent, for cheating provers in tests.</summary>
internal delegate void Forger(string label, Span<byte> bytes);

/// <summary>The prover's end of a proof: whatever is appended is absorbed at once, so every byte comes before the next challenge.</summary>
internal sealed class ProofWriter(ITranscript transcript, Forger? forge = null)
{
    private readonly ArrayBufferWriter<byte> _proof = new(1 << 18);

    public ITranscript Transcript => transcript;

    public void Send(string label, ReadOnlySpan<byte> bytes)
    {
        Span<byte> place = _proof.GetSpan(bytes.Length)[..bytes.Length];
        bytes.CopyTo(place);
        forge?.Invoke(label, place);
        transcript.Absorb(label, place);
        _proof.Advance(bytes.Length);
    }

    public void Send(string label, ExtVector values)
    {
        var bytes = new byte[values.Length * Ext.Size];
        Encode(values, bytes);
        Send(label, bytes);
    }

    /// <summary>The elements one after another, 16 bytes each.</summary>
    public static void Encode(ExtVector values, Span<byte> destination)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i].Write(destination.Slice(i * Ext.Size, Ext.Size));
        }
    }

    public byte[] ToArray() => _proof.WrittenSpan.ToArray();
}
