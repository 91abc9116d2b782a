namespace Zkml.Contracts;

/// <summary>
/// The name of a message on the wire, for example "zkml.v1.proof-completed": also the name of its exchange. It does not depend on names in C#, and
/// carries the version.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MessageNameAttribute(string name, Service publisher) : Attribute
{
    public string Name { get; } = name;

    /// <summary>The only service that may send it: a signature of another one is refused.</summary>
    public Service Publisher { get; } = publisher;

    /// <summary>Services of ours that act on it; each has a durable queue, so that nothing is lost while it does not run. Others bind their own.</summary>
    public Service[] Receivers { get; init; } = [];

    /// <summary>What happened, or what is asked for.</summary>
    public MessageKind Kind { get; init; } = MessageKind.Event;
}
