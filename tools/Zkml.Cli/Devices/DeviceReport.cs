using Zkml.Device.Certificates;

namespace Zkml.Cli.Devices;

/// <summary>What `zkml device` says of a certificate.</summary>
/// <param name="Certificate">Its file.</param>
/// <param name="KeyThumbprint">RFC 7638, hexadecimal.</param>
public sealed record DeviceReport(string Certificate, string? KeyThumbprint)
{
    public string? Serial { get; init; }

    public string? Model { get; init; }

    public string? Firmware { get; init; }

    public string? NotAfter { get; init; }

    public bool? Simulator { get; init; }

    /// <summary>Why the certificate is not taken.</summary>
    public string? Refused { get; init; }

    public static DeviceReport Of(string file, DeviceCertificate device) => new(file, device.PublicKey.JwkThumbprint().ToHex())
    {
        Serial = device.SerialNumber,
        Model = device.Model,
        Firmware = device.Firmware.ToString(),
        NotAfter = device.NotAfter.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>What is known, for people.</summary>
    public IEnumerable<(string Title, string Value)> Lines()
    {
        (string Title, string? Value)[] all =
            [("key", KeyThumbprint), ("serial", Serial), ("model", Model), ("firmware", Firmware), ("not after", NotAfter)];
        return from line in all where line.Value is not null select (line.Title, line.Value);
    }
}
