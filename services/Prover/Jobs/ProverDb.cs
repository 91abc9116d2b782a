using Microsoft.EntityFrameworkCore;
using Zkml.Hosting.Storage;

namespace Zkml.Prover.Jobs;

/// <summary>Jobs, and what belongs to every service's database.</summary>
public sealed class ProverDb(DbContextOptions<ProverDb> options) : ServiceDb(options)
{
    public static Schema Schema { get; } = new(
        "prover",
        [
            new Migration(
                1,
                """
                CREATE TABLE jobs (
                    capture_id {uuid} PRIMARY KEY,
                    correlation_id {uuid} NOT NULL,
                    statement_id {bytes} NOT NULL,
                    model_id {bytes} NOT NULL,
                    registry_root {bytes} NOT NULL,
                    registry_epoch {int} NOT NULL,
                    terms_sha256 {bytes} NOT NULL,
                    expires_at {int} NOT NULL,
                    requested_at {int} NOT NULL,
                    state {text} NOT NULL,
                    attempt {int} NOT NULL,
                    attempt_id {uuid},
                    lease_until {int} NOT NULL,
                    finished_at {int},
                    capture_destroyed {bool} NOT NULL);
                CREATE INDEX jobs_waiting ON jobs (requested_at) WHERE state = 'Waiting';
                CREATE INDEX jobs_undestroyed ON jobs (finished_at) WHERE state <> 'Waiting' AND NOT capture_destroyed;
                """),
        ]);

    public DbSet<Job> Jobs => Set<Job>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Job>().ToTable("jobs").HasKey(job => job.CaptureId);
    }
}
