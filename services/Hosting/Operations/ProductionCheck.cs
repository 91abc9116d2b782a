using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Zkml.Hosting.Operations;

internal sealed class ProductionCheck(IOptions<ProfileOptions> profile, IEnumerable<IProductionRule> rules) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (profile.Value.Profile == Profile.Production && rules.SelectMany(rule => rule.Problems()).ToArray() is { Length: > 0 } problems)
        {
            throw new OptionsValidationException(ProfileOptions.Section, typeof(ProfileOptions), problems);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
