using Zkml.Fields;
using Zkml.Protocol.Interaction;

namespace Zkml.Protocol.Proving;

/// <summary>The prover's end: sends value − pad, each pad once.</summary>
internal sealed class PaddingExchange(ITranscript transcript, ExtVector pads, Memory<byte> messages) : IMessageExchange
{
    public Ext Exchange(Ext value, int index)
    {
        Ext sent = value - pads[index];
        sent.Write(messages.Span.Slice(index * Ext.Size, Ext.Size));
        transcript.Absorb("message", sent);
        return sent;
    }

    public Ext Challenge(string label) => transcript.Challenge(label);
}
