using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Zkml.Contracts;
using Zkml.Contracts.Tests;

namespace Zkml.EndToEnd.Tests.Support;

/// <summary>Messages that nobody may act on: of a stranger on the broker, and of a service whose key was stolen.</summary>
/// <param name="keys">A folder with the services' keys.</param>
internal sealed class Forger(string keys)
{
    /// <summary>One exchange's forgeries, with the reason that its dead letter must show.</summary>
    public IEnumerable<(byte[] Body, Dictionary<string, object?> Headers, string Reason)> For(MessageType type)
    {
        byte[] body = type.Write(Samples.Of(type));
        Service owner = type.Publisher, thief = Enum.GetValues<Service>().First(service => service != owner);
        MessageType other = MessageCatalogue.All.First(message => message.Publisher == owner && message != type);
        using ECDsa stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string unknown = type.Name.Replace(".v1.", ".v2.", StringComparison.Ordinal);
        string genuine = Sign(owner, type.Name, owner, body);

        yield return (body, [], "unknown-message");
        yield return (body, Headers(unknown, owner, Sign(owner, unknown, owner, body)), "unknown-message");
        yield return (body, new() { ["zkml-message"] = 7, ["zkml-signer"] = new byte[] { 255 } }, "unknown-message");
        yield return (body, Headers(type.Name, owner, null), "signature");
        yield return (body, Headers(type.Name, owner, new string('A', 86)), "signature");
        yield return (body, Headers(type.Name, owner, genuine + "=="), "signature");
        yield return (body, Headers(type.Name, owner, Sign(stranger, type.Name, owner, body)), "signature");
        yield return (body, Headers(type.Name, thief, Sign(thief, type.Name, thief, body)), "signature");
        yield return (body, Headers(type.Name, owner, Sign(thief, type.Name, owner, body)), "signature");
        yield return (body, Headers(type.Name, owner, Sign(owner, unknown, owner, body)), "signature");
        yield return ([.. body, (byte)' '], Headers(type.Name, owner, genuine), "signature");
        yield return (new byte[MessageType.LargestBody + 1], Headers(type.Name, owner, genuine), "too-large");
        foreach (byte[] wrong in (byte[][])
            ["{"u8.ToArray(), "null"u8.ToArray(), "[]"u8.ToArray(), [0xff, 0xfe], "{\"eventId\":7}"u8.ToArray(), Encoding.ASCII.GetBytes(new string('[', 10_000))])
        {
            yield return (wrong, Headers(type.Name, owner, Sign(owner, type.Name, owner, wrong)), "malformed");
        }

        byte[] elsewhere = other.Write(Samples.Of(other));
        yield return (elsewhere, Headers(other.Name, owner, Sign(owner, other.Name, owner, elsewhere)), "wrong-queue");
    }

    private static Dictionary<string, object?> Headers(string name, Service signer, string? signature) => new()
    {
        ["zkml-message"] = name,
        ["zkml-signer"] = MessageType.NameOf(signer),
        ["zkml-signature"] = signature,
        ["MT-Fault-Address"] = "queue:elsewhere",
    };

    private string Sign(Service key, string name, Service signer, byte[] body)
    {
        using ECDsa stolen = ECDsa.Create();
        stolen.ImportFromPem(File.ReadAllText(Path.Combine(keys, $"{key}.key")));
        return Sign(stolen, name, signer, body);
    }

    private static string Sign(ECDsa key, string name, Service signer, byte[] body) => Base64Url.EncodeToString(
        key.SignData([.. Encoding.ASCII.GetBytes($"zkml-bus-1\0{name}\0{MessageType.NameOf(signer)}\0"), .. body], HashAlgorithmName.SHA256));
}
