using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Zkml.Contracts;

/// <summary>One kind of message: its name, who may send it, and how it is read and written.</summary>
public sealed class MessageType
{
    /// <summary>All messages are far smaller; anything longer is refused unread.</summary>
    public const int LargestBody = 16 * 1024;

    private readonly MessageNameAttribute _attribute;
    private readonly JsonTypeInfo _json;
    private readonly MessageBounds _bounds;

    internal MessageType(JsonTypeInfo json)
    {
        _json = json;
        _attribute = (MessageNameAttribute?)Attribute.GetCustomAttribute(json.Type, typeof(MessageNameAttribute))
            ?? throw new ArgumentException($"{json.Type.Name} has no name.", nameof(json));
        _bounds = new MessageBounds(json.Type);
    }

    public string Name => _attribute.Name;

    public Service Publisher => _attribute.Publisher;

    public MessageKind Kind => _attribute.Kind;

    public IReadOnlyList<Service> Receivers => _attribute.Receivers;

    public Type Type => _json.Type;

    /// <summary>Where a receiver finds it, for example "zkml.prover.proof-requested": all processes of a service share the queue.</summary>
    public string QueueOf(Service receiver) => $"zkml.{NameOf(receiver)}.{Name[(Name.LastIndexOf('.') + 1)..]}";

    public static string NameOf(Service service) => JsonNamingPolicy.KebabCaseLower.ConvertName(service.ToString());

    internal JsonTypeInfo Json => _json;

    /// <exception cref="ArgumentException">A value is out of its bounds: a fault of the sender.</exception>
    public byte[] Write(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_bounds.Problem(message) is { } problem)
        {
            throw new ArgumentException(problem, nameof(message));
        }

        return JsonSerializer.SerializeToUtf8Bytes(message, _json);
    }

    /// <summary>Reads a body from the bus; the problem names a property or a byte position, and never quotes a value.</summary>
    public bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out Message? message, [NotNullWhen(false)] out string? problem)
    {
        message = null;
        if (body.Length > LargestBody)
        {
            problem = $"The body is longer than {LargestBody} bytes.";
            return false;
        }

        try
        {
            message = (Message?)JsonSerializer.Deserialize(body, _json);
        }
        catch (JsonException e)
        {
            problem = $"The body is not a {Name} at byte {e.BytePositionInLine ?? 0} of line {e.LineNumber ?? 0}.";
            return false;
        }

        problem = message is null ? "The body is null." : _bounds.Problem(message);
        if (problem is not null)
        {
            message = null;
        }

        return message is not null;
    }
}
