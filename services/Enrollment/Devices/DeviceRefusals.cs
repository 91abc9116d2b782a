using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Zkml.Captures;
using Zkml.Device;
using Zkml.Device.Certificates;
using Zkml.Enrollment.Storage;
using Zkml.Hosting.Web;

namespace Zkml.Enrollment.Devices;

/// <summary>Why a device is not registered.</summary>
internal static class DeviceRefusals
{
    private const int LongestSerialNumber = 64;

    public static ProblemHttpResult Of(DeviceChainRejection rejection) => Problem.Unacceptable(
        $"certificate-{JsonNamingPolicy.KebabCaseLower.ConvertName(rejection.ToString())}",
        rejection switch
        {
            DeviceChainRejection.Malformed => "A certificate is not canonical DER of an X.509 certificate.",
            DeviceChainRejection.UnknownRoot => "The chain does not lead to a manufacturer that is known here.",
            DeviceChainRejection.Simulator => "Simulated devices are not taken.",
            DeviceChainRejection.NotYetValid or DeviceChainRejection.Expired => "A certificate of the chain is not valid at this time.",
            _ => "The chain of certificates does not have the form of device certificates.",
        });

    /// <summary>Null when the evidence shows that the caller has the certified device, and that it answered this challenge.</summary>
    public static ProblemHttpResult? Of(DeviceEvidence evidence, DeviceCertificate certificate, P256PublicKey asked) =>
        certificate.PublicKey != asked ? Problem.Unacceptable("challenge-key", "The challenge was given out for another key.")
        : !PossessionProof.Verify(certificate.PublicKey, evidence.Nonce.ToBytes32(), evidence.Chain[0], evidence.Signature)
            ? Problem.Unacceptable("device-signature", "The signature is not by the device's key over challenge and certificate.")
        : !IsPlain(certificate.SerialNumber)
            ? Problem.Unacceptable("device-serial-number", $"A serial number has 1 to {LongestSerialNumber} printable ASCII characters.")
        : null;

    private static bool IsPlain(string serial) => serial.Length is > 0 and <= LongestSerialNumber && serial.All(c => c is >= ' ' and <= '~');
}
