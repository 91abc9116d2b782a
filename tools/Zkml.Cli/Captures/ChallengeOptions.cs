using System.CommandLine;
using System.Text.Json;
using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Device;

namespace Zkml.Cli.Captures;

/// <summary>What a device is asked to sign over: a nonce, and for whom.</summary>
public sealed class ChallengeOptions
{
    private const int MaxJwk = 4096;

    private readonly Option<string?> _nonce = new("--nonce") { Description = "The challenge, 32 bytes.", HelpName = "HEX", Required = true };
    private readonly Option<string> _holder = new("--holder") { Description = "The holder's public key, JWK.", HelpName = "FILE", Required = true };

    public void AddTo(Command command)
    {
        command.Options.Add(_nonce);
        command.Options.Add(_holder);
    }

    public Challenge Read(ParseResult parsed) =>
        new(new Bytes32(Options.Hex32(parsed, _nonce)), new Bytes32(System.Buffers.Text.Base64Url.DecodeFromChars(Holder(parsed.GetRequiredValue(_holder)).Thumbprint())));

    public static EcPublicJwk Holder(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(InputFile.Read(path, MaxJwk));
            return EcPublicJwk.TryRead(document.RootElement, out EcPublicJwk? key) ? key : throw new UsageException($"{path} is no public P-256 key as JWK.");
        }
        catch (JsonException e)
        {
            throw new UsageException($"{path} is no public P-256 key as JWK.", e);
        }
    }
}
