using Zkml.Fields;

namespace Zkml.Protocol.Interaction;

/// <summary>A padded message [x]: Sent = x − pad was sent, Pad is the cell of the pad matrix that holds the pad.</summary>
internal readonly record struct Message(Ext Sent, int Pad)
{
    public static implicit operator Affine(Message message) => Affine.Cell(message.Sent, message.Pad);

    public Affine AsAffine() => this;
}
