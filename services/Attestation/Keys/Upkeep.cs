using Microsoft.Extensions.Options;
using Zkml.Attestation.Issuing;

namespace Zkml.Attestation.Keys;

/// <summary>What comes with time: the first signing key before anything is served, its successors, and what expires.</summary>
internal sealed class Upkeep(IssuerKeys keys, Settlement settlement, IOptions<AttestationOptions> options, TimeProvider clock, ILogger<Upkeep> logger)
    : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await keys.RotateIfDueAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await keys.RotateIfDueAsync(stoppingToken);
                await settlement.ExpireAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning("Upkeep waits: {Fault}", e.GetType().Name);
            }

            await Task.Delay(options.Value.SweepInterval, clock, stoppingToken);
        }
    }
}
