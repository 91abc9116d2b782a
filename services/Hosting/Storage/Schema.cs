namespace Zkml.Hosting.Storage;

/// <summary>The steps that make a database what the code expects. Several schemas may share one database, each under its name.</summary>
public sealed record Schema(string Name, IReadOnlyList<Migration> Migrations)
{
    /// <summary>Outbox and inbox, in every service's database.</summary>
    internal static Schema Messages { get; } = new(
        "messages",
        [
            new Migration(
                1,
                """
                CREATE TABLE outbox (
                    sequence {identity},
                    event_id {uuid} NOT NULL UNIQUE,
                    name {text} NOT NULL,
                    body {bytes} NOT NULL,
                    created_at {int} NOT NULL,
                    published_at {int});
                CREATE INDEX outbox_waiting ON outbox (sequence) WHERE published_at IS NULL;
                CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL;
                CREATE TABLE inbox (
                    event_id {uuid} NOT NULL,
                    receiver {text} NOT NULL,
                    handled_at {int} NOT NULL,
                    PRIMARY KEY (event_id, receiver));
                CREATE INDEX inbox_handled ON inbox (handled_at);
                """),
        ]);
}
