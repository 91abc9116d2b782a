namespace Zkml.Integration.Support;

internal static class ServerFolder
{
    /// <summary>A new one below the temporary folder. Short, since it may hold a socket, whose path has 107 bytes.</summary>
    public static string Create(string name) => Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"zkml-{name}-{Guid.NewGuid():N}"[..24])).FullName;
}
