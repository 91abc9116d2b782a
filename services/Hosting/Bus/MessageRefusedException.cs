using System.Runtime.Serialization;

namespace Zkml.Hosting.Bus;

/// <summary>A message from the bus that is not taken. Its text is the reason's name, nothing of the message.</summary>
internal sealed class MessageRefusedException(RefusalReason reason) : SerializationException($"Refused: {reason}.")
{
    public RefusalReason Reason { get; } = reason;
}
