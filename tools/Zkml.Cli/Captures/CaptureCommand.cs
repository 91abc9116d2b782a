using System.CommandLine;
using Spectre.Console;
using Zkml.Captures;

namespace Zkml.Cli.Captures;

/// <summary>`zkml capture …`: what a device signs, made by a simulator, shown and checked.</summary>
public static class CaptureCommand
{
    public static Command Create(Output output) => new("capture", "Signed captures: make one with a simulated device, show it, check it.")
    {
        MakeCommand.Create(output),
        SubmitCommand.Create(output),
        Show(output),
        Check(output),
    };

    /// <summary>Reads a package; the caller disposes it.</summary>
    public static CapturePackage Read(string path)
    {
        byte[] file = InputFile.Read(path, CapturePackage.MaximumLength);
        bool read = CapturePackage.TryRead(file, out CapturePackage? package);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(file);
        return read ? package! : throw new UsageException($"{path} is no capture, or not whole.");
    }

    private static Command Show(Output output)
    {
        Argument<string> file = File();
        var command = new Command("show", """
            The signed manifest for people, as JSON; no pixels.
            Example: zkml capture show eye.capture
            """) { file };
        command.SetAction(parsed =>
        {
            using CapturePackage package = Read(parsed.GetRequiredValue(file));
            output.Result.WriteLine(CaptureManifestJson.Write(package.Capture.Manifest));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Check(Output output)
    {
        Argument<string> file = File();
        var device = new Option<string>("--device") { Description = "PEM: certificate of the device that took it.", HelpName = "FILE", Required = true };
        var challenge = new ChallengeOptions();
        var firmware = new Option<string>("--min-firmware") { Description = "Oldest firmware taken.", DefaultValueFactory = _ => "0.0.0" };
        var quality = new Option<int>("--min-quality") { Description = "0 to 100.", HelpName = "N" };
        var age = new Option<int>("--max-age") { Description = "Minutes since it was taken.", HelpName = "MINUTES", DefaultValueFactory = _ => 10 };
        var command = new Command("check", """
            Check a capture as a service does before it starts a proof.
            Example: zkml capture check eye.capture --device camera/certificate.pem --nonce 4b9e… --holder holder.jwk
            """) { file, device, firmware, quality, age };
        challenge.AddTo(command);
        command.SetAction(parsed =>
        {
            using CapturePackage package = Read(parsed.GetRequiredValue(file));
            Zkml.Device.Challenge asked = challenge.Read(parsed);
            long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            var expected = new CaptureExpectations
            {
                DeviceKey = Options.CertificateKey(parsed.GetRequiredValue(device)),
                DeviceStatus = DeviceStatus.Active,
                Nonce = asked.Nonce,
                HolderThumbprint = asked.HolderThumbprint,
                NotBefore = now - (long)TimeSpan.FromMinutes(parsed.GetValue(age)).TotalMilliseconds,
                NotAfter = now + (long)TimeSpan.FromMinutes(1).TotalMilliseconds,
                MinimumFirmware = Options.Firmware(parsed.GetRequiredValue(firmware)),
                MinimumQuality = parsed.GetValue(quality),
                MinimumAttackLevel = AttackLevel.None,
            };
            CaptureRejection rejection = CaptureCheck.Run(package.Capture.Write(), package.Pixels, package.Mask, expected);
            var report = new CaptureReport(parsed.GetRequiredValue(file), rejection == CaptureRejection.None)
            {
                Refused = rejection == CaptureRejection.None ? null : rejection.ToString(),
                Quality = package.Capture.Manifest.Quality,
            };
            output.Write(report, ZkmlJson.Default.CaptureReport, screen => screen.WriteLine(report.Refused is { } reason ? $"REFUSED: {reason}" : "GOOD capture"));
            return report.Good ? ExitCode.Ok : ExitCode.Invalid;
        });
        return command;
    }

    private static Argument<string> File() => new("file") { Description = "The capture." };
}
