using System.CommandLine;
using Spectre.Console;
using Zkml.Captures;
using Zkml.Device.Certificates;

namespace Zkml.Cli.Devices;

/// <summary>`zkml device …`: what a manufacturer does: a root, devices under it, and the check that a service makes of them.</summary>
public static class DeviceCommand
{
    private const int RootYears = 20, DeviceYears = 5, DaysPerYear = 365;

    public static Command Create(Output output) => new("device", "Manufacturer's root and device certificates.")
    {
        Root(output),
        Issue(output),
        EnrollCommand.Create(output),
        Check(output),
    };

    /// <summary>Writes the certificate of a root with this key into its folder.</summary>
    public static void MakeRoot(KeyFolder folder, IDeviceKey key, string name, bool simulator) =>
        PemFile.WriteCertificates(folder.CertificatePath, ManufacturerAuthority.CreateRoot(key, name, 0, Years(RootYears), simulator).Certificate);

    private static Command Root(Output output)
    {
        var name = new Option<string>("--name") { Description = "Common name of the manufacturer.", Required = true };
        var outFolder = new Option<string>("--out") { Description = "New folder for its key and certificate.", HelpName = "DIR", Required = true };
        var simulator = new Option<bool>("--simulator") { Description = "Its devices are software; production services refuse them." };
        var token = new TokenOptions();
        var command = new Command("root", """
            Make a manufacturer's root: a P-256 key and a self-signed certificate.
            Example: zkml device root --name "Example Optics" --out root
            """) { name, outFolder, simulator };
        token.AddTo(command);
        command.SetAction(parsed =>
        {
            string maker = CommonName(parsed, name);
            var folder = new KeyFolder(parsed.GetRequiredValue(outFolder));
            using IDeviceKey key = folder.Create(token.Read(parsed));
            MakeRoot(folder, key, maker, parsed.GetValue(simulator));
            return Report(output, new DeviceReport(folder.CertificatePath, key.PublicKey.JwkThumbprint().ToHex()) { Simulator = parsed.GetValue(simulator) });
        });
        return command;
    }

    private static Command Issue(Output output)
    {
        var root = new Option<string>("--root") { Description = "Folder of the manufacturer's root.", HelpName = "DIR", Required = true };
        var serial = new Option<string>("--serial") { Description = "The device's serial number.", Required = true };
        var model = new Option<string>("--model") { Description = "Object identifier of the model.", DefaultValueFactory = _ => DeviceOids.SimulatedModel };
        var firmware = new Option<string>("--firmware") { Description = "As delivered, for example 1.2.3.", DefaultValueFactory = _ => "1.0.0" };
        var outFolder = new Option<string>("--out") { Description = "New folder for the device's key and certificate.", HelpName = "DIR", Required = true };
        var token = new TokenOptions();
        var command = new Command("issue", """
            Make a device: a P-256 key, in a file or inside a PKCS#11 token, and a certificate of the root.
            Example: zkml device issue --root root --serial EX-0001 --firmware 1.2.0 --out camera
            """) { root, serial, model, firmware, outFolder };
        token.AddTo(command);
        command.SetAction(parsed =>
        {
            FirmwareVersion version = Options.Firmware(parsed.GetRequiredValue(firmware));
            string number = CommonName(parsed, serial);
            var rootFolder = new KeyFolder(parsed.GetRequiredValue(root));
            using IDeviceKey rootKey = rootFolder.Open();
            ManufacturerAuthority authority = ManufacturerAuthority.Open(rootKey, rootFolder.Certificates()[0])
                ?? throw new UsageException($"{rootFolder.CertificatePath} is no authority with that key.");
            var folder = new KeyFolder(parsed.GetRequiredValue(outFolder));
            using IDeviceKey key = folder.Create(token.Read(parsed));
            byte[] certificate = IssueDevice(authority, key, number, parsed.GetRequiredValue(model), version);
            PemFile.WriteCertificates(folder.CertificatePath, certificate);
            return Report(output, Describe(folder.CertificatePath, [certificate], authority.Certificate, allowSimulated: true));
        });
        return command;
    }

    private static Command Check(Output output)
    {
        var certificate = new Argument<string>("certificate") { Description = "PEM: the device, then authorities between it and the root." };
        var root = new Option<string>("--root") { Description = "PEM: roots that are trusted.", HelpName = "FILE", Required = true };
        var simulated = new Option<bool>("--allow-simulators") { Description = "Take devices that are software." };
        var command = new Command("check", """
            Check a device's certificate as a service does.
            Example: zkml device check camera/certificate.pem --root root/certificate.pem --allow-simulators
            """) { certificate, root, simulated };
        command.SetAction(parsed =>
        {
            string file = parsed.GetRequiredValue(certificate);
            var trust = new DeviceTrust(PemFile.ReadCertificates(parsed.GetRequiredValue(root)), TimeProvider.System, parsed.GetValue(simulated));
            DeviceChainRejection rejection = DeviceChain.Validate(PemFile.ReadCertificates(file), trust, out DeviceCertificate? device);
            return Report(output, device is null
                ? new DeviceReport(file, null) { Refused = rejection.ToString() }
                : DeviceReport.Of(file, device));
        });
        return command;
    }

    /// <summary>Checked before anything is made; RFC 5280 limits a common name to 64 characters.</summary>
    private static string CommonName(ParseResult parsed, Option<string> option) => parsed.GetRequiredValue(option) is { Length: <= 64 } name && !string.IsNullOrWhiteSpace(name)
        ? name
        : throw new UsageException($"{option.Name} takes 1 to 64 characters.");

    private static byte[] IssueDevice(ManufacturerAuthority authority, IDeviceKey key, string serial, string model, FirmwareVersion firmware)
    {
        try
        {
            return authority.IssueDevice(key.PublicKey, serial, model, firmware, Years(DeviceYears));
        }
        catch (FormatException e)
        {
            throw new UsageException($"'{model}' is no object identifier.", e);
        }
    }

    private static DeviceReport Describe(string file, IReadOnlyList<byte[]> chain, byte[] root, bool allowSimulated) =>
        DeviceChain.Validate(chain, new DeviceTrust([root], TimeProvider.System, allowSimulated), out DeviceCertificate? device) is var rejection && device is null
            ? throw new UsageException($"The certificate would be refused: {rejection}.")
            : DeviceReport.Of(file, device);

    private static int Report(Output output, DeviceReport report)
    {
        output.Write(report, ZkmlJson.Default.DeviceReport, screen =>
        {
            screen.WriteLine(report.Refused is { } reason ? $"REFUSED: {reason}" : report.Certificate);
            foreach ((string title, string value) in report.Lines())
            {
                screen.WriteLine($"  {title,-10} {value}");
            }
        });
        return report.Refused is null ? ExitCode.Ok : ExitCode.Invalid;
    }

    private static Validity Years(int years) => Validity.From(TimeProvider.System, TimeSpan.FromDays(years * DaysPerYear));
}
