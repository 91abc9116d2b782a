namespace Zkml.Cli.Up;

/// <summary>What `zkml up --init-compose` wrote.</summary>
/// <param name="Settings">For `docker compose --env-file`.</param>
public sealed record ComposeReport(string Settings);
