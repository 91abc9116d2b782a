using System.Text;

namespace Zkml.Contracts;

/// <summary>The AsyncAPI 3.0 document of the bus: one exchange for each message, the schemas beside it.</summary>
public static class AsyncApiDocument
{
    private const string Head =
        """
        asyncapi: 3.0.0
        info:
          title: Zkml messages
          version: 1.0.0
          description: >-
            Commands and events of Enrollment, Prover and Attestation. Every message has a durable fanout exchange of its own name; bind a queue to it.
            Bodies are plain JSON. Delivery is at least once and in no promised order: eventId tells repetitions. Properties may be added; receivers
            ignore those they do not know. No message holds pixels, templates, keys or free text.
          license:
            name: Apache-2.0
            url: https://www.apache.org/licenses/LICENSE-2.0
        defaultContentType: application/json

        """;

    private const string Headers =
        """
          messageTraits:
            signed:
              headers:
                type: object
                required: [zkml-message, zkml-signer, zkml-signature]
                properties:
                  zkml-message:
                    type: string
                    description: Name of the message.
                  zkml-signer:
                    type: string
                    enum: [{0}]
                    description: The service that sent it.
                  zkml-signature:
                    type: string
                    description: >-
                      base64url without padding of an ECDSA P-256 signature (SHA-256, r and s of 32 bytes each) over the ASCII bytes
                      "zkml-bus-1", zero byte, zkml-message, zero byte, zkml-signer, zero byte, then the body.
                    pattern: ^[A-Za-z0-9_-]{86}$

        """;

    public static string Write()
    {
        StringBuilder yaml = new(Head);
        yaml.Append("channels:\n");
        foreach (MessageType message in MessageCatalogue.All)
        {
            Channel(yaml, message);
        }

        yaml.Append("operations:\n");
        foreach (MessageType message in MessageCatalogue.All)
        {
            Operation(yaml, message, message.Publisher, "send");
            foreach (Service receiver in message.Receivers)
            {
                Operation(yaml, message, receiver, "receive");
            }
        }

        yaml.Append("components:\n");
        string signers = string.Join(", ", Enum.GetValues<Service>().Select(MessageType.NameOf));
        yaml.Append(Headers.Replace("{0}", signers, StringComparison.Ordinal));
        yaml.Append("  messages:\n");
        foreach (MessageType message in MessageCatalogue.All)
        {
            Component(yaml, message);
        }

        return yaml.ToString();
    }

    private static void Channel(StringBuilder yaml, MessageType message) => yaml.Append(
        $"""
          {message.Name}:
            address: {message.Name}
            messages:
              message:
                $ref: '#/components/messages/{message.Name}'
            bindings:
              amqp:
                is: routingKey
                exchange:
                  name: {message.Name}
                  type: fanout
                  durable: true
                  autoDelete: false
                bindingVersion: 0.3.0

        """);

    private static void Operation(StringBuilder yaml, MessageType message, Service service, string action) => yaml.Append(
        $"""
          {MessageType.NameOf(service)}-{action}s-{message.Name["zkml.v1.".Length..]}:
            action: {action}
            channel:
              $ref: '#/channels/{message.Name}'

        """);

    private static void Component(StringBuilder yaml, MessageType message) => yaml.Append(
        $"""
            {message.Name}:
              name: {message.Name}
              contentType: application/json
              traits:
                - $ref: '#/components/messageTraits/signed'
              payload:
                $ref: 'schemas/{message.Name}.json'

        """);
}
