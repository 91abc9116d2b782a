using System.CommandLine;
using Zkml.Captures;
using Zkml.Cli.Captures;
using Zkml.Cli.Registry;
using Zkml.Statements.Registry;

namespace Zkml.Cli.Proofs;

/// <summary>The options that every proof of a signed capture takes.</summary>
public sealed class CaptureProofOptions
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Option<string> _capture = new("--capture") { Description = "The signed capture.", HelpName = "FILE", Required = true };
    private readonly Option<string> _device = new("--device") { Description = "PEM: certificate of the device that took it.", HelpName = "FILE", Required = true };
    private readonly Option<string> _registry = new("--registry") { Description = "The registry's folder.", HelpName = "DIR", Required = true };
    private readonly Option<string?> _nonce = new("--nonce") { Description = "The challenge it must answer (default: the one in it).", HelpName = "HEX" };
    private readonly Option<string> _firmware = new("--min-firmware") { Description = "Oldest firmware taken.", DefaultValueFactory = _ => "0.0.0" };
    private readonly Option<int> _window = new("--window") { Description = "The capture was made in so many minutes around now.", HelpName = "MINUTES", DefaultValueFactory = _ => 10 };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_capture, _device, _registry, _nonce, _firmware, _window])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The caller disposes the package of what it gets.</summary>
    public CaptureRequest Read(ParseResult parsed)
    {
        P256PublicKey key = Options.CertificateKey(parsed.GetRequiredValue(_device));
        DeviceRegistry registry = new RegistryFolder(parsed.GetRequiredValue(_registry)).Open();
        DeviceMembership membership = registry.Membership(key) ?? throw new UsageException("The device is not in the registry.");
        FirmwareVersion firmware = Options.Firmware(parsed.GetRequiredValue(_firmware));
        byte[]? nonce = Options.Hex32(parsed, _nonce);
        CapturePackage package = CaptureCommand.Read(parsed.GetRequiredValue(_capture));
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), window = (long)TimeSpan.FromMinutes(parsed.GetValue(_window)).TotalMilliseconds;
        return new CaptureRequest(package, key, registry, membership)
        {
            Nonce = nonce is null ? package.Capture.Manifest.Nonce : new Bytes32(nonce),
            NotBefore = now - window,
            NotAfter = now + window,
            MinimumFirmware = firmware,
        };
    }
}
