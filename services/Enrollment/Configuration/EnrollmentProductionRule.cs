using Microsoft.Extensions.Options;
using Zkml.Hosting.Operations;

namespace Zkml.Enrollment.Configuration;

internal sealed class EnrollmentProductionRule(IOptions<EnrollmentOptions> options, DeviceRoots roots) : IProductionRule
{
    public IEnumerable<string> Problems()
    {
        EnrollmentOptions enrollment = options.Value;
        if (enrollment.AllowSimulatedDevices)
        {
            yield return "Enrollment:AllowSimulatedDevices must be false.";
        }

        if (roots.Count == 0)
        {
            yield return "Enrollment:DeviceRoots is empty: no device can be registered.";
        }

        if (roots.HasSimulators)
        {
            yield return "Enrollment:DeviceRoots has a root of simulated devices.";
        }

        if (enrollment.RegistryAddress == EnrollmentOptions.DemoAddress)
        {
            yield return "Enrollment:RegistryAddress is that of the demo.";
        }

        if (enrollment.RegistryKeyFile is null)
        {
            yield return "Enrollment:RegistryKeyFile must be set.";
        }
    }
}
