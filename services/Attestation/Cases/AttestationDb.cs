using Microsoft.EntityFrameworkCore;
using Zkml.Attestation.Issuing;
using Zkml.Attestation.Keys;
using Zkml.Attestation.Roots;
using Zkml.Attestation.Status;
using Zkml.Hosting.Storage;

namespace Zkml.Attestation.Cases;

/// <summary>Cases, attestations, status lists, signing keys and registry roots. No share of a template: those are in the matchers' databases.</summary>
public sealed class AttestationDb(DbContextOptions<AttestationDb> options) : ServiceDb(options)
{
    public static Schema Schema { get; } = new(
        "attestation",
        [
            new Migration(
                1,
                """
                CREATE TABLE cases (
                    capture_id {uuid} PRIMARY KEY,
                    correlation_id {uuid} NOT NULL,
                    state {text} NOT NULL,
                    accepted_at {int},
                    terms_sha256 {bytes},
                    holder_x {bytes},
                    holder_y {bytes},
                    device_model {int} NOT NULL,
                    expires_at {int},
                    proved_at {int},
                    proof_id {uuid},
                    proof_sha256 {bytes},
                    proof_size {int} NOT NULL,
                    first_share {uuid},
                    second_share {uuid},
                    third_share {uuid},
                    attempt {int} NOT NULL,
                    attempt_id {uuid},
                    lease_until {int} NOT NULL,
                    finished_at {int},
                    refusal {text},
                    settled {bool} NOT NULL);
                CREATE INDEX cases_waiting ON cases (lease_until) WHERE state = 'Waiting';
                CREATE INDEX cases_unproved ON cases (expires_at) WHERE state = 'Accepted';
                CREATE INDEX cases_unsettled ON cases (finished_at) WHERE finished_at IS NOT NULL AND NOT settled;

                CREATE TABLE status_lists (number {int} PRIMARY KEY, entries {int} NOT NULL, version {int} NOT NULL);

                CREATE TABLE attestations (
                    id {uuid} PRIMARY KEY,
                    capture_id {uuid} NOT NULL UNIQUE REFERENCES cases (capture_id),
                    holder_x {bytes} NOT NULL,
                    holder_y {bytes} NOT NULL,
                    statement_id {bytes} NOT NULL,
                    proof_id {uuid} NOT NULL,
                    token_sha256 {bytes} NOT NULL UNIQUE,
                    credential {bytes} NOT NULL,
                    status_list {int} NOT NULL REFERENCES status_lists (number),
                    status_index {int} NOT NULL,
                    issued_at {int} NOT NULL,
                    expires_at {int} NOT NULL,
                    revoked_at {int},
                    revocation {text},
                    enrolled_as {int} UNIQUE,
                    shares_deleted {bool} NOT NULL,
                    UNIQUE (status_list, status_index));
                CREATE INDEX attestations_revoked ON attestations (status_list, status_index) WHERE revoked_at IS NOT NULL;
                CREATE INDEX attestations_enrolled ON attestations (expires_at) WHERE enrolled_as IS NOT NULL;
                CREATE INDEX attestations_leftover ON attestations (expires_at) WHERE enrolled_as IS NULL AND NOT shares_deleted;

                CREATE TABLE enrolments (id {int} PRIMARY KEY, count {int} NOT NULL);
                INSERT INTO enrolments VALUES (1, 0);

                CREATE TABLE issuer_keys (
                    key_id {text} PRIMARY KEY,
                    wrapped {bytes} NOT NULL,
                    publish_from {int} NOT NULL,
                    sign_from {int} NOT NULL UNIQUE,
                    sign_until {int} NOT NULL,
                    publish_until {int} NOT NULL);

                CREATE TABLE epochs (number {int} PRIMARY KEY, root {bytes} NOT NULL, devices {int} NOT NULL, published_at {int} NOT NULL);
                """),
        ]);

    public DbSet<Case> Cases => Set<Case>();

    public DbSet<IssuedAttestation> Attestations => Set<IssuedAttestation>();

    public DbSet<StatusListRow> StatusLists => Set<StatusListRow>();

    public DbSet<EnrolmentCount> Enrolments => Set<EnrolmentCount>();

    public DbSet<IssuerKeyRow> IssuerKeys => Set<IssuerKeyRow>();

    public DbSet<EpochRow> Epochs => Set<EpochRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Case>().ToTable("cases").HasKey(row => row.CaptureId);
        modelBuilder.Entity<IssuedAttestation>().ToTable("attestations").HasKey(row => row.Id);
        modelBuilder.Entity<StatusListRow>(lists => lists.ToTable("status_lists").HasKey(row => row.Number));
        modelBuilder.Entity<StatusListRow>().Property(row => row.Number).ValueGeneratedNever();
        modelBuilder.Entity<EnrolmentCount>().ToTable("enrolments").HasKey(row => row.Id);
        modelBuilder.Entity<IssuerKeyRow>().ToTable("issuer_keys").HasKey(row => row.KeyId);
        modelBuilder.Entity<EpochRow>().ToTable("epochs").HasKey(row => row.Number);
        modelBuilder.Entity<EpochRow>().Property(row => row.Number).ValueGeneratedNever();
    }
}
