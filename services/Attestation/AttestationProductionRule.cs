using Microsoft.Extensions.Options;
using Zkml.Hosting.Operations;

namespace Zkml.Attestation;

internal sealed class AttestationProductionRule(IOptions<AttestationOptions> options) : IProductionRule
{
    public IEnumerable<string> Problems()
    {
        if (options.Value.Issuer == AttestationOptions.DemoIssuer)
        {
            yield return "Attestation:Issuer is that of the demo.";
        }

        if (options.Value.KeyFile is null)
        {
            yield return "Attestation:KeyFile must be set.";
        }

        if (options.Value.MatcherKeyFiles.Length == 0)
        {
            yield return "Attestation:MatcherKeyFiles must be set.";
        }
    }
}
