using Microsoft.EntityFrameworkCore;
using Zkml.Attestation.Cases;
using Zkml.Contracts;
using Zkml.Hosting.Bus;

namespace Zkml.Attestation.Roots;

/// <summary>
/// Records a root. Messages come in any order, so that an epoch may come after later ones; but epochs have one root each, and devices only become more.
/// What contradicts that is not taken: proofs under it will be refused.
/// </summary>
internal sealed class RegistryEpochHandler(AttestationDb db, ILogger<RegistryEpochHandler> logger) : IMessageHandler<RegistryEpochPublished>
{
    public async Task HandleAsync(RegistryEpochPublished message, CancellationToken cancel)
    {
        EpochRow[] around = await db.Epochs.AsNoTracking()
            .Where(row => row.Number == message.Epoch
                || row.Number == db.Epochs.Where(earlier => earlier.Number < message.Epoch).Max(earlier => (long?)earlier.Number)
                || row.Number == db.Epochs.Where(later => later.Number > message.Epoch).Min(later => (long?)later.Number))
            .ToArrayAsync(cancel);
        EpochRow? known = around.FirstOrDefault(row => row.Number == message.Epoch);
        if (around.Any(row => Contradicts(row, message)))
        {
            logger.LogError("Epoch {Epoch} of the registry contradicts what is known of it: it was rolled back, or there are two registries.", message.Epoch);
        }
        else if (known is null)
        {
            db.Epochs.Add(new EpochRow { Number = message.Epoch, Root = message.Root, Devices = message.Devices, PublishedAt = message.OccurredAt });
        }
    }

    private static bool Contradicts(EpochRow known, RegistryEpochPublished message) =>
        known.Number == message.Epoch ? known.Root != message.Root || known.Devices != message.Devices
        : known.Number < message.Epoch ? known.Devices > message.Devices
        : known.Devices < message.Devices;
}
