using System.Buffers.Text;
using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Zkml.Captures;
using Zkml.Cli.Services;
using Zkml.Device;
using Zkml.Enrollment.Devices;

namespace Zkml.Cli.Devices;

/// <summary>`zkml device enroll`: shows a service the certificate and that the device has its key, and keeps the name that the registry gives it.</summary>
public static class EnrollCommand
{
    private const int MaxDocument = 1 << 14;

    public static Command Create(Output output)
    {
        var service = new ServiceOptions();
        var device = new Option<string>("--device") { Description = "The device's folder.", HelpName = "DIR", Required = true };
        var command = new Command("enroll", """
            Put a device into the registry of a running service. Needs an operator's API key.
            Example: zkml device enroll --service http://127.0.0.1:8080 --device camera --api-key-file zkml-data/operator.key
            """) { device };
        service.AddTo(command);
        command.SetAction(parsed =>
        {
            using ServiceClient client = service.Open(parsed);
            DeviceDocument enrolled = Enroll(client, parsed.GetRequiredValue(device));
            output.Write(enrolled, ServiceJson.Default.DeviceDocument, screen =>
                screen.WriteLine($"enrolled {enrolled.SerialNumber} as {enrolled.Id}, from epoch {enrolled.EnrolledEpoch}"));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>What the registry said of the device in this folder.</summary>
    /// <exception cref="UsageException">It was not enrolled.</exception>
    public static DeviceDocument Read(string folder)
    {
        string file = FileIn(folder);
        if (!File.Exists(file))
        {
            throw new UsageException($"The device in {folder} is not enrolled: zkml device enroll.");
        }

        try
        {
            return JsonSerializer.Deserialize(InputFile.Read(file, MaxDocument), ServiceJson.Default.DeviceDocument) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new UsageException($"{file} is not what a registry said of a device.", e);
        }
    }

    private static DeviceDocument Enroll(ServiceClient service, string path)
    {
        var folder = new KeyFolder(path);
        using IDeviceKey key = folder.Open();
        IReadOnlyList<byte[]> chain = folder.Certificates();
        Challenge challenge = Challenges.Ask(service, key.PublicKey);
        byte[] signature = PossessionProof.Sign(key, challenge.Nonce, chain[0]);
        var registration = new DeviceRegistration(
            Base64Url.EncodeToString(challenge.Nonce.ToArray()), [.. chain.Select(certificate => Convert.ToBase64String(certificate))], Base64Url.EncodeToString(signature));
        DeviceDocument enrolled = service.Post("/v1/devices", registration, ServiceJson.Default.DeviceRegistration, ServiceJson.Default.DeviceDocument);
        OutputFile.Write(FileIn(path), JsonSerializer.SerializeToUtf8Bytes(enrolled, ServiceJson.Default.DeviceDocument));
        return enrolled;
    }

    private static string FileIn(string folder) => Path.Combine(folder, "enrolled.json");
}
