using Microsoft.Extensions.Options;
using Zkml.Hosting.Operations;

namespace Zkml.Hosting.Bus;

internal sealed class BusProductionRule(IOptions<BusOptions> options) : IProductionRule
{
    public IEnumerable<string> Problems()
    {
        if (options.Value is { Transport: BusTransport.RabbitMq } and ({ User: null or "guest" } or { PasswordFile: null }))
        {
            yield return "Bus:User and Bus:PasswordFile must be set: the account of a new broker is known to everybody.";
        }
    }
}
