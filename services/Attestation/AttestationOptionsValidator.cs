using Microsoft.Extensions.Options;
using Zkml.Captures;
using Zkml.Credentials;

namespace Zkml.Attestation;

internal sealed class AttestationOptionsValidator : IValidateOptions<AttestationOptions>
{
    /// <summary>A key is published as long as its last credential lives: so many follow one another in that time, at the most.</summary>
    private const int KeysInALifetime = 4;

    private const int LongestDeviceClass = 64, EntriesPerByte = 8;

    public ValidateOptionsResult Validate(string? name, AttestationOptions options)
    {
        List<string> problems = [.. Problems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(AttestationOptions options)
    {
        if (!IssuerMetadata.IsIssuer(options.Issuer) || new Uri(options.Issuer).AbsolutePath != "/" || options.Issuer.EndsWith('/'))
        {
            yield return "Attestation:Issuer must be an https address without path, user, query or fragment.";
        }

        if (!FirmwareVersion.TryParse(options.MinimumFirmware, out _))
        {
            yield return "Attestation:MinimumFirmware must be major.minor.patch.";
        }

        if (options.StatusListEntries % EntriesPerByte != 0)
        {
            yield return "Attestation:StatusListEntries must be a multiple of 8.";
        }

        if (options.KeyLead > options.KeyLifetime / 2)
        {
            yield return "Attestation:KeyLead must be at most half of Attestation:KeyLifetime.";
        }

        if (options.CredentialLifetime > KeysInALifetime * options.KeyLifetime || options.StatusLifetime > options.CredentialLifetime)
        {
            yield return "Attestation:CredentialLifetime must be at most four times Attestation:KeyLifetime, and at least Attestation:StatusLifetime.";
        }

        foreach ((string model, string text) in options.DeviceClasses)
        {
            if (!int.TryParse(model, out int number) || number < 0 || text.Length is 0 or > LongestDeviceClass)
            {
                yield return $"Attestation:DeviceClasses:{model} must be a number with a name of 1 to {LongestDeviceClass} characters.";
            }
        }
    }
}
