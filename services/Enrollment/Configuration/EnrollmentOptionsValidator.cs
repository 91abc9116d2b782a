using Microsoft.Extensions.Options;
using Zkml.Captures;
using Zkml.Credentials;
using Zkml.Statements.Registry;

namespace Zkml.Enrollment.Configuration;

internal sealed class EnrollmentOptionsValidator : IValidateOptions<EnrollmentOptions>
{
    public ValidateOptionsResult Validate(string? name, EnrollmentOptions options)
    {
        List<string> problems = [.. Problems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(EnrollmentOptions options)
    {
        if (!RegistryRoot.IsAddress(options.RegistryAddress))
        {
            yield return "Enrollment:RegistryAddress must be an https address without user, query or fragment.";
        }

        if (!FirmwareVersion.TryParse(options.MinimumFirmware, out _))
        {
            yield return "Enrollment:MinimumFirmware must be major.minor.patch.";
        }

        if (!Enum.IsDefined(options.MinimumAttackLevel))
        {
            yield return "Enrollment:MinimumAttackLevel must be None, One, Two or Three.";
        }

        foreach ((string model, int number) in options.DeviceModels)
        {
            if (number is < 1 or > (int)DeviceAttributes.MaxModel)
            {
                yield return $"Enrollment:DeviceModels:{model} must be 1 to {DeviceAttributes.MaxModel}.";
            }
        }

        string?[] files = [.. options.DeviceRoots, .. options.PreviousRegistryKeyFiles, options.RegistryKeyFile];
        foreach (string? file in files.Where(file => file is not null && !File.Exists(file)))
        {
            yield return $"The file '{file}', named in Enrollment, does not exist.";
        }
    }
}
