using Microsoft.Extensions.Options;
using Zkml.Attestation.Issuing;
using Zkml.Statements;
using Zkml.Statements.Personhood;

namespace Zkml.Attestation.Keys;

/// <summary>What comes with time: the first signing key before anything is served, its successors, and what expires.</summary>
internal sealed class Upkeep(
    IssuerKeys keys, Settlement settlement, KnownStatements statements, IOptions<AttestationOptions> options, TimeProvider clock, ILogger<Upkeep> logger)
    : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await keys.RotateIfDueAsync(cancellationToken);

        // With another Attestation:KeyFile than that of the database it does not start.
        _ = await keys.RingAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Run(() => BuildStatements(stoppingToken), stoppingToken);
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

    /// <summary>Each takes a second or more: better now than in the first request that names one.</summary>
    private void BuildStatements(CancellationToken cancel)
    {
        foreach (PersonhoodStatementVerifier statement in statements.All)
        {
            cancel.ThrowIfCancellationRequested();
            _ = statement.StatementId;
        }
    }
}
