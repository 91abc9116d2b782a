namespace Zkml.Integration.Support;

public static class Repository
{
    /// <summary>The folder with the solution: tests run from inside it.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Zkml.sln")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Find(parent)
        : throw new InvalidOperationException("The tests do not lie inside the repository.");
}
