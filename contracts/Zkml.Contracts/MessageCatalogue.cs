using System.Collections.Frozen;

namespace Zkml.Contracts;

/// <summary>All messages there are.</summary>
public static class MessageCatalogue
{
    /// <summary>In the order of their names.</summary>
    public static IReadOnlyList<MessageType> All { get; } =
    [
        .. new[]
        {
            new MessageType(MessageJson.Default.CaptureAccepted),
            new MessageType(MessageJson.Default.DeviceEnrolled),
            new MessageType(MessageJson.Default.DeviceRevoked),
            new MessageType(MessageJson.Default.RegistryEpochPublished),
            new MessageType(MessageJson.Default.ProofRequested),
            new MessageType(MessageJson.Default.ProofStarted),
            new MessageType(MessageJson.Default.ProofProgressed),
            new MessageType(MessageJson.Default.ProofCompleted),
            new MessageType(MessageJson.Default.ProofRejected),
            new MessageType(MessageJson.Default.AttestationIssued),
            new MessageType(MessageJson.Default.AttestationRevoked),
            new MessageType(MessageJson.Default.AttestationRefused),
        }.OrderBy(message => message.Name, StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, MessageType> ByName = All.ToFrozenDictionary(message => message.Name);

    private static readonly FrozenDictionary<Type, MessageType> ByType = All.ToFrozenDictionary(message => message.Type);

    public static MessageType Of<T>()
        where T : Message => ByType[typeof(T)];

    /// <exception cref="KeyNotFoundException">The type is no message.</exception>
    public static MessageType Of(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return ByType[message.GetType()];
    }

    public static MessageType? Find(string name) => ByName.GetValueOrDefault(name);

    public static MessageType? Find(Type type) => ByType.GetValueOrDefault(type);
}
