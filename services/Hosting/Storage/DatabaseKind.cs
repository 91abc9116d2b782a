namespace Zkml.Hosting.Storage;

public enum DatabaseKind
{
    Sqlite,
    PostgreSql,
}
