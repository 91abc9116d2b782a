namespace Zkml.Contracts;

public enum MessageKind
{
    /// <summary>Something happened; whoever wants to know subscribes.</summary>
    Event,

    /// <summary>Something is to be done, by one receiver.</summary>
    Command,
}
