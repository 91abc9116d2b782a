using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Spectre.Console;
using Zkml.Captures;
using Zkml.Cli.Devices;
using Zkml.Device;
using Zkml.Device.Faults;
using Zkml.Imaging;

namespace Zkml.Cli.Captures;

/// <summary>`zkml capture make`: a simulated device looks at an image of an eye or a face and signs what it sees, or signs something wrong on demand.</summary>
public static class MakeCommand
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public const string Iris = "iris";

    private const string Face = "face", Frame = "face-frame";

    private const int MinimumQuality = 1;

    private const long Window = 60_000;

    public static Command Create(Output output)
    {
        var image = new Option<string>("--image") { Description = "Infrared image of an eye, an aligned face of 112 × 112 pixels, or a frame with a face; PNG or JPEG.", HelpName = "FILE", Required = true };
        var modality = new Option<string>("--modality") { Description = "iris, face, or face-frame: a whole picture with a face in it.", DefaultValueFactory = _ => Iris };
        var quality = new Option<int>("--quality") { Description = "Of a face, 0 to 100: the simulator takes your word for it.", HelpName = "N", DefaultValueFactory = _ => CaptureManifest.MaxQuality };
        var device = new Option<string>("--device") { Description = "The device's folder.", HelpName = "DIR", Required = true };
        var challenge = new ChallengeOptions();
        var firmware = new Option<string>("--firmware") { Description = "That the device runs.", DefaultValueFactory = _ => "1.0.0" };
        var width = new Option<int>("--width") { Description = "Columns of the normalised iris: 512 or 1024.", HelpName = "N", DefaultValueFactory = _ => 512 };
        var digest = new Option<string>("--digest") { Description = "sha-256 or poseidon2-koalabear.", DefaultValueFactory = _ => "poseidon2-koalabear" };
        var fault = new Option<CaptureFault>("--fault")
        {
            HelpName = "FAULT",
            Description = $"Make it wrong in one way, to see it refused: {string.Join(", ", Enum.GetNames<CaptureFault>())}.",
        };
        var outFile = new Option<string>("--out") { Description = "Where to write the capture. It holds a biometric image: only you may read it.", HelpName = "FILE", Required = true };
        var command = new Command("make", """
            Segment and normalise an eye, or take an aligned face or a frame as it is, sign it on a simulated device, and write the capture.
            Example: zkml capture make --image eye.png --device camera --nonce 4b9e… --holder holder.jwk --out eye.capture
            Example: zkml capture make --modality face --image face.png --device camera --nonce 4b9e… --holder holder.jwk --out face.capture
            """) { image, modality, quality, device, firmware, width, digest, fault, outFile };
        challenge.AddTo(command);
        command.SetAction(parsed =>
        {
            Challenge asked = challenge.Read(parsed);
            FirmwareVersion version = Options.Firmware(parsed.GetRequiredValue(firmware));
            DigestAlgorithm algorithm = Options.Digest(parsed.GetRequiredValue(digest));
            CaptureFault wrong = parsed.GetValue(fault);
            (IDisposable view, Sighting seen) = See(
                parsed.GetRequiredValue(modality), parsed.GetRequiredValue(image), parsed.GetValue(width), parsed.GetValue(quality));
            using IDisposable pixels = view;
            if (!seen.Shape.HasMask && wrong is CaptureFault.SwappedMask or CaptureFault.BadMaskDigest)
            {
                throw new UsageException("A face has no mask that could be wrong.");
            }

            using IDeviceKey key = new KeyFolder(parsed.GetRequiredValue(device)).Open();
            string file = parsed.GetRequiredValue(outFile);
            byte[] bytes = wrong == CaptureFault.None
                ? Honest(new CaptureDevice(key, version, TimeProvider.System), seen, asked, algorithm)
                : Faulty(new FaultyDevice(key, Expectations(key, asked, version), algorithm).Make(wrong, seen));
            File.Delete(file);
            OutputFile.Write(file, bytes, OwnerOnly);
            CryptographicOperations.ZeroMemory(bytes);
            var report = new CaptureReport(file, wrong == CaptureFault.None)
            {
                Quality = seen.Quality,
                Fault = wrong == CaptureFault.None ? null : wrong.ToString(),
                Nonce = asked.Nonce.ToHex(),
            };
            output.Write(report, ZkmlJson.Default.CaptureReport, screen =>
                screen.WriteLine($"wrote {file}: quality {report.Quality}{(report.Fault is { } name ? $", fault {name}" : "")}"));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The caller disposes what is seen.</summary>
    public static IrisView See(string path, int width)
    {
        if (width is not (512 or 1024))
        {
            throw new UsageException($"A normalised iris has 512 or 1024 columns, not {width}.");
        }

        using GreyImage eye = Decode<GreyImage>(path, new SkiaImageCodec().TryDecodeGrey);
        return See(eye, path, width);
    }

    private delegate bool Decoder<TImage>(ReadOnlySpan<byte> file, [NotNullWhen(true)] out TImage? image, [NotNullWhen(false)] out string? reason);

    private delegate bool FaceReader(RgbImage image, int quality, [NotNullWhen(true)] out FaceView? view, [NotNullWhen(false)] out string? reason);

    /// <summary>The caller disposes the view.</summary>
    /// <param name="modality">iris, face or face-frame.</param>
    /// <param name="path">Of the image.</param>
    /// <param name="width">Of a normalised iris.</param>
    /// <param name="quality">Of a face.</param>
    public static (IDisposable View, Sighting Seen) See(string modality, string path, int width, int quality)
    {
        switch (modality)
        {
            case Iris:
                IrisView iris = See(path, width);
                return (iris, iris.ToSighting(AttackVerdict.NotAssessed, AttackLevel.None));
            case Face:
            case Frame:
                FaceView face = SeeFace(path, quality, modality == Frame ? FaceView.TryOfFrame : FaceView.TryOf);
                return (face, face.ToSighting(AttackVerdict.NotAssessed, AttackLevel.None));
            default:
                throw new UsageException($"There is no modality '{modality}'; there is: {Iris}, {Face}, {Frame}.");
        }
    }

    private static FaceView SeeFace(string path, int quality, FaceReader read)
    {
        if (quality is < 0 or > CaptureManifest.MaxQuality)
        {
            throw new UsageException($"--quality takes a number from 0 to {CaptureManifest.MaxQuality}.");
        }

        RgbImage image = Decode<RgbImage>(path, new SkiaImageCodec().TryDecodeRgb);
        if (read(image, quality, out FaceView? view, out string? reason))
        {
            return view;
        }

        image.Dispose();
        throw new UsageException($"{path}: {reason}");
    }

    private static TImage Decode<TImage>(string path, Decoder<TImage> decode)
        where TImage : class
    {
        byte[] file = InputFile.Read(path, SkiaImageCodec.MaxFileLength);
        bool decoded = decode(file, out TImage? image, out string? reason);
        CryptographicOperations.ZeroMemory(file);
        return decoded ? image! : throw new UsageException($"{path}: {reason}");
    }

    /// <summary>The caller disposes what is seen.</summary>
    public static IrisView See(GreyImage eye, string name, int width) =>
        new IrisCamera(width).TrySee(eye, out IrisView? view, out string? reason) ? view : throw new UsageException($"{name}: {reason}");

    /// <summary>A package; the caller zeroes it.</summary>
    public static byte[] Honest(CaptureDevice device, Sighting seen, Challenge asked, DigestAlgorithm algorithm)
    {
        using CapturePackage package = CapturePackage.Of(device.Sign(seen, asked, algorithm), seen.Pixels.Span, seen.Mask.Span);
        return package.Write();
    }

    /// <summary>Written as it came out, whole or not.</summary>
    private static byte[] Faulty(FaultyCapture capture) => CapturePackage.Assemble(capture.File, capture.Pixels, capture.Mask);

    private static CaptureExpectations Expectations(IDeviceKey key, Challenge asked, FirmwareVersion firmware)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return new CaptureExpectations
        {
            DeviceKey = key.PublicKey,
            DeviceStatus = DeviceStatus.Active,
            Nonce = asked.Nonce,
            HolderThumbprint = asked.HolderThumbprint,
            NotBefore = now - Window,
            NotAfter = now + Window,
            MinimumFirmware = firmware,
            MinimumQuality = MinimumQuality,
            MinimumAttackLevel = AttackLevel.None,
        };
    }
}
