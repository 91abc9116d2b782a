using System.CommandLine;
using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Cli.Captures;
using Zkml.Cli.Registry;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Matching;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;
using Zkml.Statements.Iris;
using Zkml.Statements.Registry;

namespace Zkml.Cli.Proofs;

/// <summary>What `zkml prove iris` works on.</summary>
public sealed record IrisRequest(IrisParameters Parameters, IrisPublics Publics, IrisSecrets Secrets, string Out);

/// <summary>The options of `zkml prove iris`.</summary>
public sealed class IrisOptions
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Option<string> _capture = new("--capture") { Description = "The signed capture.", HelpName = "FILE", Required = true };
    private readonly Option<string> _device = new("--device") { Description = "PEM: certificate of the device that took it.", HelpName = "FILE", Required = true };
    private readonly Option<string> _registry = new("--registry") { Description = "The registry's folder.", HelpName = "DIR", Required = true };
    private readonly Option<string?> _nonce = new("--nonce") { Description = "The challenge it must answer (default: the one in it).", HelpName = "HEX" };
    private readonly Option<string> _firmware = new("--min-firmware") { Description = "Oldest firmware taken.", DefaultValueFactory = _ => "0.0.0" };
    private readonly Option<int> _quality = new("--quality-floor") { Description = "Valid bits of the template, of 16384.", HelpName = "N", DefaultValueFactory = _ => 8192 };
    private readonly Option<int> _window = new("--window") { Description = "The capture was made in so many minutes around now.", HelpName = "MINUTES", DefaultValueFactory = _ => 10 };
    private readonly Option<bool> _shared = new("--shared") { Description = "Also commit to three shares of the template." };
    private readonly Option<string> _rule = new("--mask") { Description = "Which bits count: simple or open-iris.", HelpName = "RULE", DefaultValueFactory = _ => "simple" };
    private readonly Option<string?> _template = new("--template-out") { Description = "Also write the template, as open-iris does (secret: only you may read it).", HelpName = "FILE" };
    private readonly Option<string> _out = new("--out") { Description = "Where to write the proof.", HelpName = "FILE", DefaultValueFactory = _ => "iris.zkp" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_capture, _device, _registry, _nonce, _firmware, _quality, _window, _shared, _rule, _template, _out])
        {
            command.Options.Add(option);
        }
    }

    public IrisRequest Read(ParseResult parsed)
    {
        using CapturePackage package = CaptureCommand.Read(parsed.GetRequiredValue(_capture));
        CaptureManifest manifest = package.Capture.Manifest;
        if (manifest.Shape.Modality != CaptureModality.IrisNormalised)
        {
            throw new UsageException("The capture is of a face; this proof is about an iris.");
        }

        P256PublicKey key = Options.CertificateKey(parsed.GetRequiredValue(_device));
        DeviceRegistry registry = new RegistryFolder(parsed.GetRequiredValue(_registry)).Open();
        DeviceMembership membership = registry.Membership(key) ?? throw new UsageException("The device is not in the registry.");
        var parameters = new IrisParameters(manifest.Shape.Width, registry.Depth, manifest.DigestAlgorithm, parsed.GetValue(_shared), Options.Rule(parsed.GetRequiredValue(_rule)));
        KoalaBear[] blinding = Poseidon2Commitment.RandomBlinding();
        IrisSecrets secrets = IrisSecrets.Of(package, key, membership, blinding);
        using IrisTemplate template = IrisCode.Template(secrets.Pixels, secrets.Mask, parameters.Width, parameters.Rule);
        SecretShares? shares = parameters.Shared ? SecretShares.Of(template) : null;
        IrisPublics publics = Publics(parsed, manifest, registry, TemplateCommitment.Commit(template, blinding)) with { Shares = shares?.Commitments() };
        if (publics.Problem is { } problem)
        {
            throw new UsageException(problem);
        }

        WriteTemplate(parsed.GetValue(_template), template);
        return new IrisRequest(parameters, publics, secrets.With(shares), parsed.GetRequiredValue(_out));
    }

    private IrisPublics Publics(ParseResult parsed, CaptureManifest manifest, DeviceRegistry registry, KoalaBear[] template)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), window = (long)TimeSpan.FromMinutes(parsed.GetValue(_window)).TotalMilliseconds;
        return new IrisPublics(
            registry.Root, registry.Current.Number, Options.Hex32(parsed, _nonce) is { } nonce ? new Bytes32(nonce) : manifest.Nonce, manifest.HolderThumbprint,
            now - window, now + window, Options.Firmware(parsed.GetRequiredValue(_firmware)), parsed.GetValue(_quality), template);
    }

    private static void WriteTemplate(string? path, IrisTemplate template)
    {
        if (path is null)
        {
            return;
        }

        byte[] json = IrisTemplateJson.Write(template);
        OutputFile.Write(path, json, OwnerOnly);
        CryptographicOperations.ZeroMemory(json);
    }
}
