using Microsoft.EntityFrameworkCore;
using Zkml.Contracts;

namespace Zkml.Hosting.Storage;

/// <summary>
/// PostgreSQL and SQLite hold the same: times are milliseconds since 1970, codes are texts, digests are 32 bytes; names are snake_case.
/// </summary>
public abstract class PlatformDb(DbContextOptions options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<Digest>().HaveConversion<DigestBytes>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        configurationBuilder.Conventions.Add(_ => new SnakeCaseNames());
    }
}
