namespace Zkml.Hosting.Bus;

/// <summary>Why a message lies in a dead-letter queue. The only thing that is said about it.</summary>
internal enum RefusalReason
{
    None,
    TooLarge,
    UnknownMessage,
    Signature,
    Malformed,

    /// <summary>A good message in a queue for others.</summary>
    WrongQueue,

    /// <summary>The handler failed, again and again, and not because something was away.</summary>
    HandlerFault,
}
