using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Zkml.Captures;

/// <summary>
/// A manifest for people to read: not a format, nothing reads it back. The salt is left out, as it is what hides the rest behind a digest.
/// </summary>
public static class CaptureManifestJson
{
    public static string Write(CaptureManifest manifest)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("formatVersion", ManifestLayout.FormatVersion);
            json.WriteString("modality", Name(manifest.Shape.Modality));
            json.WriteNumber("width", manifest.Shape.Width);
            json.WriteNumber("height", manifest.Shape.Height);
            json.WriteString("capturedAt", Time(manifest.CapturedAt));
            json.WriteString("firmware", manifest.Firmware.ToString());
            json.WriteString("nonce", manifest.Nonce.ToHex());
            json.WriteString("holderKeyThumbprint", manifest.HolderThumbprint.ToHex());
            json.WriteString("digestAlgorithm", Name(manifest.DigestAlgorithm));
            json.WriteString("imageDigest", manifest.ImageDigest.ToHex());
            if (manifest.Shape.HasMask)
            {
                json.WriteString("maskDigest", manifest.MaskDigest.ToHex());
            }

            json.WriteNumber("quality", manifest.Quality);
            json.WriteString("presentationAttack", Name(manifest.AttackVerdict));
            json.WriteNumber("presentationAttackLevel", (int)manifest.AttackLevel);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The algorithm's name in manifests for people and in statements.</summary>
    public static string Name(CaptureModality modality) => modality switch
    {
        CaptureModality.IrisNormalised => "iris-normalised",
        CaptureModality.FaceAligned => "face-aligned",
        CaptureModality.FaceFrame => "face-frame",
        _ => throw new ArgumentOutOfRangeException(nameof(modality)),
    };

    public static string Name(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Sha256 => "sha-256",
        DigestAlgorithm.Poseidon2KoalaBear => "poseidon2-koalabear",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    private static string Name(AttackVerdict verdict) => verdict switch
    {
        AttackVerdict.NotAssessed => "not-assessed",
        AttackVerdict.BonaFide => "bona-fide",
        _ => "attack",
    };

    private static string Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
