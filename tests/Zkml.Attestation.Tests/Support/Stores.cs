using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zkml.Attestation.Uniqueness;

namespace Zkml.Attestation.Tests.Support;

/// <summary>Looks into the matchers' databases.</summary>
internal static class Stores
{
    /// <summary>Templates of which a store has shares, added up over the three.</summary>
    public static async Task<int> CountAsync(AttestationHost host)
    {
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        int count = 0;
        foreach (MatcherDb db in All(scope.ServiceProvider))
        {
            count += await db.Shares.CountAsync();
        }

        return count;
    }

    public static MatcherDb[] All(IServiceProvider services) =>
        [services.GetRequiredService<MatcherDb.First>(), services.GetRequiredService<MatcherDb.Second>(), services.GetRequiredService<MatcherDb.Third>()];
}
