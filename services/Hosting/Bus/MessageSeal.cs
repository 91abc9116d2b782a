using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Zkml.Contracts;

namespace Zkml.Hosting.Bus;

/// <summary>
/// The headers of a message and what their signature is over:
///   "zkml-bus-1" 0 name 0 signer 0 body,  ES256, base64url. Described in asyncapi.yaml for receivers that are not ours.
/// </summary>
internal sealed class MessageSeal(BusKeys keys)
{
    public const string NameHeader = "zkml-message", SignerHeader = "zkml-signer", SignatureHeader = "zkml-signature";

    private const int SignatureBytes = 64, SignatureLength = 86;

    public string Sign(MessageType type, ReadOnlySpan<byte> body) => Base64Url.EncodeToString(keys.Sign(type.Publisher, Signed(type, body)));

    /// <summary>Finds the message a body is, and that its publisher, and no one else, sent it.</summary>
    public bool TryOpen(
        string? name, string? signer, string? signature, ReadOnlySpan<byte> body,
        [NotNullWhen(true)] out Message? message, out RefusalReason reason)
    {
        message = null;
        if (body.Length > MessageType.LargestBody)
        {
            reason = RefusalReason.TooLarge;
        }
        else if (name is null || MessageCatalogue.Find(name) is not { } type)
        {
            reason = RefusalReason.UnknownMessage;
        }
        else if (signer != MessageType.NameOf(type.Publisher) || !Verify(type, signature, body))
        {
            reason = RefusalReason.Signature;
        }
        else
        {
            reason = type.TryRead(body, out message, out _) ? RefusalReason.None : RefusalReason.Malformed;
        }

        return message is not null;
    }

    private bool Verify(MessageType type, string? signature, ReadOnlySpan<byte> body)
    {
        Span<byte> bytes = stackalloc byte[SignatureBytes];
        return signature is { Length: SignatureLength }
            && Base64Url.IsValid(signature)
            && Base64Url.TryDecodeFromChars(signature, bytes, out int written)
            && written == SignatureBytes
            && keys.Verify(type.Publisher, Signed(type, body), bytes);
    }

    private static byte[] Signed(MessageType type, ReadOnlySpan<byte> body) =>
        [.. Encoding.ASCII.GetBytes($"zkml-bus-1\0{type.Name}\0{MessageType.NameOf(type.Publisher)}\0"), .. body];
}
