using System.CommandLine;
using System.Text;
using Zkml.Cli.Models;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Statements.Device;
using Zkml.Statements.Registry;

namespace Zkml.Cli.Proofs;

/// <summary>What `zkml prove device` works on.</summary>
public sealed record DeviceRequest(DeviceParameters Parameters, DevicePublics Publics, DeviceSecrets Secrets, string Out);

/// <summary>The options of `zkml prove device`.</summary>
public sealed class DeviceOptions
{
    private const int MaxFileBytes = 1 << 20;

    private const int MaxRegistryBytes = 256 << 20;

    private readonly Option<string?> _message = new("--message") { Description = "The signed message.", HelpName = "FILE" };
    private readonly Option<string?> _signature = new("--signature") { Description = "Its signature: 64 bytes r‖s, or DER.", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--key") { Description = "The device's public key, PEM.", HelpName = "FILE" };
    private readonly Option<string?> _registry = new("--registry") { Description = "Public keys of all devices in order, PEM blocks.", HelpName = "FILE" };
    private readonly Option<string?> _context = new("--context") { Description = "The 32 bytes that stand in the message, hex.", HelpName = "HEX" };
    private readonly Option<int> _offset = new("--context-offset") { Description = "Where the context stands (default 0).", HelpName = "N" };
    private readonly Option<int> _blocks = new("--max-blocks") { Description = "The message has at most 64·N − 9 bytes.", HelpName = "N", DefaultValueFactory = _ => 8 };
    private readonly Option<int> _depth = new("--depth") { Description = "The registry has 2^N leaves.", HelpName = "N", DefaultValueFactory = _ => 20 };
    private readonly Option<bool> _demo = new("--demo") { Description = "Make a device, a registry of eight and a signed message first." };
    private readonly Option<string?> _opening = new("--opening") { Description = "Where to write the secret that opens the commitment; a new file.", HelpName = "FILE" };
    private readonly Option<string> _out = new("--out") { Description = "Where to write the proof.", HelpName = "FILE", DefaultValueFactory = _ => "device.zkp" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_message, _signature, _key, _registry, _context, _offset, _blocks, _depth, _demo, _opening, _out])
        {
            command.Options.Add(option);
        }
    }

    public DeviceRequest Read(ParseResult parsed)
    {
        var parameters = new DeviceParameters(parsed.GetValue(_blocks), parsed.GetValue(_offset), parsed.GetValue(_depth));
        if (parameters.Problem is { } problem)
        {
            throw new UsageException(problem);
        }

        (byte[] message, byte[] signature, byte[] key, DeviceRegistry registry, byte[] context) = parsed.GetValue(_demo)
            ? DemonstrationDevice.Sign(parameters)
            : ReadFiles(parsed, parameters);
        if (message.Length > parameters.MaxLength || message.Length < parameters.ContextOffset + DeviceParameters.ContextLength)
        {
            throw new UsageException($"The message has {message.Length} bytes; it must reach behind the context and have at most {parameters.MaxLength}.");
        }

        DeviceMembership device = registry.Membership(P256Key.Point(key)) ?? throw new UsageException("The key is not in the registry.");
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        if (parsed.GetValue(_opening) is { } opening)
        {
            SecretFile.Write(opening, blinding);
        }

        var publics = new DevicePublics(registry.Root, context, DeviceMessage.Commit(parameters, message, blinding));
        return new DeviceRequest(parameters, publics, new DeviceSecrets(message, signature, key, device, blinding), parsed.GetRequiredValue(_out));
    }

    private (byte[] Message, byte[] Signature, byte[] Key, DeviceRegistry Registry, byte[] Context) ReadFiles(
        ParseResult parsed, DeviceParameters parameters)
    {
        string File(Option<string?> option) => parsed.GetValue(option) ?? throw new UsageException($"{option.Name} is missing (or use --demo).");
        string Text(Option<string?> option, int most) => Encoding.UTF8.GetString(InputFile.Read(File(option), most));
        try
        {
            byte[] context = Convert.FromHexString(File(_context));
            if (context.Length != DeviceParameters.ContextLength)
            {
                throw new UsageException($"--context has {context.Length} bytes instead of {DeviceParameters.ContextLength}.");
            }

            return (
                InputFile.Read(File(_message), MaxFileBytes), Signature(InputFile.Read(File(_signature), MaxFileBytes)),
                P256Key.FromPem(Text(_key, MaxFileBytes)), DevicePem.Read(Text(_registry, MaxRegistryBytes), parameters.RegistryDepth), context);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message, e);
        }
    }

    /// <summary>r ‖ s as it is; DER (RFC 3279) converted.</summary>
    private static byte[] Signature(byte[] bytes)
    {
        if (bytes.Length == 64)
        {
            return bytes;
        }

        return DerSignature.TryToP1363(bytes) ?? throw new UsageException("The signature is neither 64 bytes r‖s nor DER.");
    }
}
