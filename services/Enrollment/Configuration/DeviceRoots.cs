using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Zkml.Device.Certificates;

namespace Zkml.Enrollment.Configuration;

/// <summary>The manufacturers of the configuration, read once.</summary>
internal sealed class DeviceRoots
{
    private readonly List<byte[]> _roots = [];

    public DeviceRoots(IOptions<EnrollmentOptions> options, TimeProvider clock)
    {
        foreach (string file in options.Value.DeviceRoots)
        {
            Add(File.ReadAllText(file), file);
        }

        Trust = new DeviceTrust(_roots, clock, options.Value.AllowSimulatedDevices);
    }

    public DeviceTrust Trust { get; }

    public int Count => _roots.Count;

    public bool HasSimulators => _roots.Any(DeviceChain.IsOfSimulators);

    /// <summary>Every block of the file is a certificate, and there is one at least.</summary>
    private void Add(string pem, string file)
    {
        ReadOnlySpan<char> rest = pem;
        int before = _roots.Count;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            if (rest[fields.Label] is not "CERTIFICATE")
            {
                throw Wrong(file);
            }

            _roots.Add(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
            rest = rest[fields.Location.End..];
        }

        if (_roots.Count == before)
        {
            throw Wrong(file);
        }
    }

    private static OptionsValidationException Wrong(string file) =>
        new(EnrollmentOptions.Section, typeof(EnrollmentOptions), [$"The file '{file}' must have PEM blocks of certificates, and no others."]);
}
