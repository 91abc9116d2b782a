namespace Zkml.Credentials.Tests;

/// <summary>The folder that the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Zkml.sln")) ? folder
        : Path.GetDirectoryName(folder) is string parent ? Find(parent)
        : throw new InvalidOperationException("The tests do not lie inside the repository.");
}
