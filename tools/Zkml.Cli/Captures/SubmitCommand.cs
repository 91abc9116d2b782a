using System.CommandLine;
using System.Security.Cryptography;
using Spectre.Console;
using Zkml.Captures;
using Zkml.Cli.Devices;
using Zkml.Cli.Holders;
using Zkml.Cli.Services;
using Zkml.Device;
using Zkml.Enrollment.Captures;
using Zkml.Enrollment.Devices;
using Zkml.Imaging;

namespace Zkml.Cli.Captures;

/// <summary>`zkml capture submit`: what a capture device does at a service, with a simulated device: challenge, capture, answer, and what came of it.</summary>
public static class SubmitCommand
{
    private const int Width = 512;

    /// <summary>Whoever verifies a face brings its model.</summary>
    private const string ModelsFolder = "DIR";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static Command Create(Output output)
    {
        var service = new ServiceOptions();
        var device = new Option<string>("--device") { Description = "Folder of an enrolled device.", HelpName = "DIR", Required = true };
        var image = new Option<string?>("--image") { Description = "Infrared image of an eye, or an aligned face of 112 × 112 pixels; PNG or JPEG.", HelpName = "FILE" };
        var modality = new Option<string>("--modality") { Description = "iris or face.", DefaultValueFactory = _ => MakeCommand.Iris };
        var quality = new Option<int>("--quality") { Description = "Of a face, 0 to 100: the simulator takes your word for it.", HelpName = "N", DefaultValueFactory = _ => CaptureManifest.MaxQuality };
        var synthetic = new Option<ulong?>("--synthetic") { Description = "Instead: an eye that nobody has. Another number is another eye; each call is another occasion.", HelpName = "N", Arity = ArgumentArity.ZeroOrOne };
        var holder = new Option<string>("--holder") { Description = "The holder's public key (JWK), or the folder of `zkml holder new`.", HelpName = "FILE", Required = true };
        var wait = new Option<bool>("--wait") { Description = "Until the capture has come to its end." };
        var outFile = new Option<string?>("--out") { Description = "Wait, then fetch the bundle; needs the holder's folder.", HelpName = "FILE" };
        var attestation = new Option<string?>("--attestation") { Description = "Address of the Attestation service, when it is another one.", HelpName = "URL" };
        var command = new Command("submit", """
            Capture an eye or a face with a simulated device and send it to a running service. Needs a device's API key.
            Example: zkml capture submit --device camera --synthetic --holder holder --api-key-file zkml-data/device.key --out bundle.json
            Example: zkml capture submit --modality face --image face.png --device phone --holder holder --api-key-file zkml-data/device.key --out bundle.json
            """) { device, image, modality, quality, synthetic, holder, wait, outFile, attestation };
        service.AddTo(command);
        command.SetAction(parsed =>
        {
            string file = parsed.GetRequiredValue(holder);
            bool fetches = parsed.GetValue(outFile) is not null;
            if (fetches && !Directory.Exists(file))
            {
                throw new UsageException("--out needs the holder's folder: only the holder may fetch the bundle.");
            }

            (IDisposable view, Sighting seen) = See(
                (parsed.GetRequiredValue(modality), parsed.GetValue(image), parsed.GetValue(quality)),
                parsed.GetResult(synthetic) is null ? null : parsed.GetValue(synthetic) ?? 1);
            using IDisposable pixels = view;
            using ServiceClient client = service.Open(parsed);
            CaptureAnswer answer = Send(client, seen, parsed.GetRequiredValue(device), file);
            SubmitReport report = new(answer.Id, CaptureState.Accepted);
            if (fetches || parsed.GetValue(wait))
            {
                report = output.Progress("accepted", progress => Follow(client, answer.Id, progress));
            }

            if (report.Attestation is { } path)
            {
                using ServiceClient issuer = ServiceClient.Of(parsed.GetValue(attestation) ?? service.Address(parsed), keyFile: null);
                report = report with { Attestation = issuer.AddressOf(path) };
                report = fetches ? BundleFetch.Run(report, (client, issuer), path, new HolderFolder(file), parsed.GetRequiredValue(outFile)!) : report;
                report = report.Verify is { } line && !seen.Shape.HasMask ? report with { Verify = $"{line} --models {ModelsFolder}" } : report;
            }

            output.Write(report, ZkmlJson.Default.SubmitReport, screen => Draw(screen, report));
            return report.State is CaptureState.Accepted or CaptureState.Attested ? ExitCode.Ok : ExitCode.Invalid;
        });
        return command;
    }

    private static (IDisposable View, Sighting Seen) See((string Modality, string? Image, int Quality) asked, ulong? identity)
    {
        if (asked.Image is null == identity is null)
        {
            throw new UsageException("Give --image or --synthetic, one of them.");
        }

        if (asked.Image is not null)
        {
            return MakeCommand.See(asked.Modality, asked.Image, Width, asked.Quality);
        }

        if (asked.Modality != MakeCommand.Iris)
        {
            throw new UsageException("--synthetic draws eyes only.");
        }

        Span<byte> occasion = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(occasion);
        using GreyImage eye = new SyntheticEye(identity!.Value, BitConverter.ToUInt64(occasion)).Draw();
        IrisView view = MakeCommand.See(eye, "The synthetic eye", Width);
        return (view, view.ToSighting(AttackVerdict.NotAssessed, AttackLevel.None));
    }

    private static CaptureAnswer Send(ServiceClient service, Sighting seen, string folder, string holder)
    {
        DeviceDocument enrolled = EnrollCommand.Read(folder);
        using IDeviceKey key = new KeyFolder(folder).Open();
        var camera = new CaptureDevice(key, Options.Firmware(enrolled.Firmware), TimeProvider.System);
        Challenge challenge = Challenges.Ask(service, HolderFolder.PublicKey(holder));
        byte[] capture = MakeCommand.Honest(camera, seen, challenge, DigestAlgorithm.Poseidon2KoalaBear);
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/captures") { Content = new ByteArrayContent(capture) };
        request.Content.Headers.Add("Content-Type", CapturePackage.MediaType);
        request.Headers.Add("Zkml-Device", enrolled.Id.ToString());
        CaptureAnswer answer = service.Read(request, ServiceJson.Default.CaptureAnswer);
        CryptographicOperations.ZeroMemory(capture);
        return answer;
    }

    /// <summary>Ends when the capture does: the service ends each one in its time.</summary>
    private static SubmitReport Follow(ServiceClient service, Guid id, Action<string> progress)
    {
        while (true)
        {
            CaptureDocument now = Ask(service, id);
            progress(now.Detail is null ? $"{now.State}" : $"{now.State}: {now.Detail}");
            if (now.State is not (CaptureState.Accepted or CaptureState.Proving or CaptureState.Proven))
            {
                return new SubmitReport(id, now.State)
                {
                    Detail = now.Detail,
                    Attestation = now.State == CaptureState.Attested ? $"/v1/attestations/{now.AttestationId}" : null,
                };
            }

            Thread.Sleep(Pause);
        }
    }

    private static CaptureDocument Ask(ServiceClient service, Guid id)
    {
        try
        {
            return service.Get($"/v1/captures/{id}", ServiceJson.Default.CaptureDocument);
        }
        catch (UsageException e)
        {
            throw new UsageException($"The capture {id} was accepted; then: {e.Message}", e);
        }
    }

    private static void Draw(IAnsiConsole screen, SubmitReport report)
    {
        screen.WriteLine($"capture {report.Id}: {report.State.ToString().ToLowerInvariant()}{(report.Detail is { } detail ? $" ({detail})" : "")}");
        foreach (string? line in new[] { report.Attestation, report.Bundle is { } file ? $"wrote {file}" : null, report.Verify is { } verify ? $"verify it: {verify}" : null })
        {
            if (line is not null)
            {
                screen.WriteLine($"  {line}");
            }
        }
    }
}
