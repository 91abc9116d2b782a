using Zkml.Hosting.Storage;

namespace Zkml.Enrollment.Storage;

/// <summary>Uniqueness of nonces, bodies, places and epochs is held by the database, whatever runs at the same time.</summary>
internal static class EnrollmentSchema
{
    public static Schema Schema { get; } = new(
        "enrollment",
        [
            new Migration(
                1,
                """
                CREATE TABLE challenges (
                    nonce {bytes} NOT NULL PRIMARY KEY,
                    key_x {bytes} NOT NULL,
                    key_y {bytes} NOT NULL,
                    issued_at {int} NOT NULL,
                    expires_at {int} NOT NULL,
                    used_at {int});
                CREATE INDEX challenges_expiry ON challenges (expires_at);
                CREATE TABLE devices (
                    id {uuid} NOT NULL PRIMARY KEY,
                    place {int} NOT NULL UNIQUE,
                    public_key {bytes} NOT NULL UNIQUE,
                    serial_number {text} NOT NULL,
                    model {text} NOT NULL,
                    model_number {int} NOT NULL,
                    firmware {int} NOT NULL,
                    certificate_sha256 {bytes} NOT NULL,
                    certificate_expires_at {int} NOT NULL,
                    enrolled_at {int} NOT NULL,
                    enrolled_epoch {int} NOT NULL,
                    revoked_epoch {int},
                    revocation_reason {text});
                CREATE TABLE epochs (
                    number {int} NOT NULL PRIMARY KEY,
                    root {bytes} NOT NULL,
                    devices {int} NOT NULL,
                    published_at {int} NOT NULL);
                CREATE TABLE captures (
                    id {uuid} NOT NULL PRIMARY KEY,
                    body_sha256 {bytes} NOT NULL UNIQUE,
                    nonce {bytes} NOT NULL UNIQUE,
                    device_id {uuid} NOT NULL,
                    terms_sha256 {bytes} NOT NULL,
                    accepted_at {int} NOT NULL,
                    expires_at {int} NOT NULL,
                    state {text} NOT NULL,
                    changed_at {int} NOT NULL,
                    events {int} NOT NULL,
                    attestation_id {uuid},
                    key_destroyed {bool} NOT NULL);
                CREATE INDEX captures_living ON captures (expires_at) WHERE NOT key_destroyed;
                CREATE INDEX captures_changed ON captures (changed_at);
                CREATE TABLE capture_events (
                    capture_id {uuid} NOT NULL REFERENCES captures (id) ON DELETE CASCADE,
                    number {int} NOT NULL,
                    at {int} NOT NULL,
                    state {text} NOT NULL,
                    attempt {int},
                    detail {text},
                    PRIMARY KEY (capture_id, number));
                """),
        ]);
}
