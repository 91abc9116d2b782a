using System.CommandLine;
using Spectre.Console;
using Zkml.Captures;
using Zkml.Cli.Devices;
using Zkml.Credentials;
using Zkml.Device.Certificates;
using Zkml.Gadgets.Merkle;
using Zkml.Statements.Registry;

namespace Zkml.Cli.Registry;

/// <summary>`zkml registry …`: devices under one root, epoch after epoch.</summary>
public static class RegistryCommand
{
    private const int DefaultDepth = 20;

    public static Command Create(Output output) => new("registry", "The registry of devices whose root a proof is about.")
    {
        Init(output),
        Enroll(output),
        Revoke(output),
        Show(output),
        Check(output),
    };

    private static Command Init(Output output)
    {
        Argument<string> folder = Folder();
        var address = new Option<string>("--address") { Description = "The registry's https address: its name.", Required = true };
        var depth = new Option<int>("--depth") { Description = "It has room for 2^N devices.", HelpName = "N", DefaultValueFactory = _ => DefaultDepth };
        var command = new Command("init", """
            Make an empty registry and the key that signs its roots.
            Example: zkml registry init registry --address https://registry.example
            """) { folder, address, depth };
        command.SetAction(parsed =>
        {
            int value = parsed.GetValue(depth);
            string name = parsed.GetRequiredValue(address);
            if (value is < 1 or > PoseidonMerkleTree.MaxDepth)
            {
                throw new UsageException($"A registry has a depth of 1 to {PoseidonMerkleTree.MaxDepth}, not {value}.");
            }

            if (!Uri.TryCreate(name, UriKind.Absolute, out Uri? uri) || uri.Scheme != Uri.UriSchemeHttps || name.EndsWith('/'))
            {
                throw new UsageException($"'{name}' is no https address without '/' at its end.");
            }

            return Report(output, RegistryReport.Of(new RegistryFolder(parsed.GetRequiredValue(folder)).Create(name, value)));
        });
        return command;
    }

    private static Command Enroll(Output output)
    {
        Argument<string> folder = Folder();
        Option<string> certificate = Certificate();
        var root = new Option<string>("--root") { Description = "PEM: manufacturers that are trusted.", HelpName = "FILE", Required = true };
        var simulated = new Option<bool>("--allow-simulators") { Description = "Take devices that are software." };
        var command = new Command("enroll", """
            Check a device's certificate, add its key, and publish the next epoch.
            Example: zkml registry enroll registry --certificate camera/certificate.pem --root root/certificate.pem --allow-simulators
            """) { folder, certificate, root, simulated };
        command.SetAction(parsed =>
        {
            var trust = new DeviceTrust(PemFile.ReadCertificates(parsed.GetRequiredValue(root)), TimeProvider.System, parsed.GetValue(simulated));
            DeviceChainRejection rejection = DeviceChain.Validate(
                PemFile.ReadCertificates(parsed.GetRequiredValue(certificate)), trust, out DeviceCertificate? device);
            if (device is null)
            {
                throw new UsageException($"The certificate is refused: {rejection}.");
            }

            return Change(parsed.GetRequiredValue(folder), output, registry => registry.TryFind(device.PublicKey, out _)
                ? throw new UsageException("The device is in the registry already.")
                : registry.Devices.Count == registry.Capacity ? throw new UsageException("The registry is full.")
                : registry.Enroll(device.PublicKey, device.Firmware));
        });
        return command;
    }

    private static Command Revoke(Output output)
    {
        Argument<string> folder = Folder();
        Option<string> certificate = Certificate();
        var command = new Command("revoke", """
            End a device and publish the next epoch; proofs about earlier epochs stay what they were.
            Example: zkml registry revoke registry --certificate camera/certificate.pem
            """) { folder, certificate };
        command.SetAction(parsed =>
        {
            P256PublicKey key = Options.CertificateKey(parsed.GetRequiredValue(certificate));
            return Change(parsed.GetRequiredValue(folder), output, registry =>
            {
                if (!registry.TryFind(key, out int place))
                {
                    throw new UsageException("The device is not in the registry.");
                }

                if (registry.Devices[place].Status == DeviceStatus.Revoked)
                {
                    throw new UsageException("The device is revoked already.");
                }

                registry.Revoke(place);
                return place;
            });
        });
        return command;
    }

    private static Command Show(Output output)
    {
        Argument<string> folder = Folder();
        var command = new Command("show", """
            The published epoch and the roots before it.
            Example: zkml registry show registry --json
            """) { folder };
        command.SetAction(parsed =>
        {
            DeviceRegistry registry = new RegistryFolder(parsed.GetRequiredValue(folder)).Open();
            return Report(output, RegistryReport.Of(registry) with
            {
                History = [.. registry.History.All().Select(epoch => epoch.Root.ToHex())],
                Revoked = registry.Devices.Count(device => device.Status == DeviceStatus.Revoked),
            });
        });
        return command;
    }

    private static Command Check(Output output)
    {
        var token = new Argument<string>("token") { Description = "The signed root, as published." };
        var keys = new Option<string>("--keys") { Description = "The registry's key set (JWKS), from where you trust it.", HelpName = "FILE", Required = true };
        var address = new Option<string>("--address") { Description = "The registry's https address.", Required = true };
        var command = new Command("check", """
            Check a signed root.
            Example: zkml registry check registry/root.jwt --keys registry/jwks.json --address https://registry.example
            """) { token, keys, address };
        command.SetAction(parsed =>
        {
            if (!JsonWebKeySet.TryRead(InputFile.Read(parsed.GetRequiredValue(keys), JsonWebKeySet.MaximumLength), out JsonWebKeySet? set))
            {
                throw new UsageException($"{parsed.GetRequiredValue(keys)} is no key set.");
            }

            string text = System.Text.Encoding.UTF8.GetString(InputFile.Read(parsed.GetRequiredValue(token), SignedRoot.MaximumLength));
            var policy = new RootPolicy { Registry = parsed.GetRequiredValue(address), Keys = set };
            if (SignedRoot.Verify(text, policy, TimeProvider.System.GetUtcNow(), out RegistryRoot? root) is { } reason)
            {
                output.Error($"The signed root is refused: {reason}.");
                return ExitCode.Invalid;
            }

            return Report(output, new RegistryReport((uint)root!.Epoch, root.Root, root.Depth, (int)root.Count));
        });
        return command;
    }

    private static int Change(string path, Output output, Func<DeviceRegistry, int> change)
    {
        var folder = new RegistryFolder(path);
        DeviceRegistry registry = folder.Open();
        int place = change(registry);
        registry.Publish();
        folder.Save(registry);
        return Report(output, RegistryReport.Of(registry) with { Place = place });
    }

    private static int Report(Output output, RegistryReport report)
    {
        output.Write(report, ZkmlJson.Default.RegistryReport, screen =>
        {
            screen.WriteLine($"epoch {report.Epoch}, root {report.Root}");
            screen.WriteLine($"  {report.Devices} devices, depth {report.Depth}{(report.Revoked is { } revoked ? $", {revoked} revoked" : "")}{(report.Place is { } place ? $", place {place}" : "")}");
            foreach ((string root, int epoch) in (report.History ?? []).Select((root, epoch) => (root, epoch)))
            {
                screen.WriteLine($"  epoch {epoch,4}  {root}");
            }
        });
        return ExitCode.Ok;
    }

    private static Argument<string> Folder() => new("folder") { Description = "The registry's folder." };

    private static Option<string> Certificate() => new("--certificate") { Description = "PEM: the device's certificate.", HelpName = "FILE", Required = true };
}
