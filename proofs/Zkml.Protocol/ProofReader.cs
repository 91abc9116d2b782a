using Zkml.Fields;

namespace Zkml.Protocol;

/// <summary>
/// The verifier's end of a proof: parts of lengths that the verifier knows are taken from the front, and absorbed as they are received.
/// Refuses a proof that ends too early, goes on too long, or holds an element that is not canonical.
/// </summary>
internal ref struct ProofReader(ReadOnlySpan<byte> proof, ITranscript transcript)
{
    private ReadOnlySpan<byte> _rest = proof;

    public readonly ITranscript Transcript => transcript;

    /// <summary>The next bytes, without absorbing them.</summary>
    public ReadOnlySpan<byte> Take(int length)
    {
        Verifier.Require(length <= _rest.Length, "The proof is too short.");
        ReadOnlySpan<byte> part = _rest[..length];
        _rest = _rest[length..];
        return part;
    }

    public ReadOnlySpan<byte> Receive(string label, int length)
    {
        ReadOnlySpan<byte> part = Take(length);
        transcript.Absorb(label, part);
        return part;
    }

    public Ext[] ReceiveElements(string label, int count) => Elements(label, Receive(label, Ext.Size * count));

    public readonly void RequireEnd() => Verifier.Require(_rest.IsEmpty, "The proof goes on behind its end.");

    public static Ext[] Elements(string label, ReadOnlySpan<byte> bytes)
    {
        var values = new Ext[bytes.Length / Ext.Size];
        for (int i = 0; i < values.Length; i++)
        {
            Verifier.Require(Ext.TryRead(bytes.Slice(i * Ext.Size, Ext.Size), out values[i]), $"A value of '{label}' is not in canonical form.");
        }

        return values;
    }
}
