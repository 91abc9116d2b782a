using Zkml.Fields;
using Zkml.Protocol.Interaction;

namespace Zkml.Protocol.Proving;

/// <summary>The prover's end: sends value − pad, each pad once.</summary>
internal sealed class PaddingExchange(ProofWriter writer, ExtVector pads) : IMessageExchange
{
    public Ext Exchange(Ext value, int index)
    {
        Ext sent = value - pads[index];
        Span<byte> bytes = stackalloc byte[Ext.Size];
        sent.Write(bytes);
        writer.Send("message", bytes);
        return sent;
    }

    public Ext Challenge(string label) => writer.Transcript.Challenge(label);
}
