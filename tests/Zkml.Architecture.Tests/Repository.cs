namespace Zkml.Architecture.Tests;

/// <summary>The files of the repository, found from the built test upwards.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Files of ours under the named folders, relative to the root, with '/'.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] folders) =>
        from folder in folders
        let path = Path.Combine(Root, folder)
        where Directory.Exists(path)
        from file in Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !relative.Split('/').Any(part => part is "artifacts" or "bin" or "obj")
        select relative;

    public static string Absolute(string relative) => Path.Combine(Root, relative);

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Zkml.sln")) ? folder
        : Path.GetDirectoryName(folder) is string parent ? FindRoot(parent)
        : throw new InvalidOperationException("The tests do not lie inside the repository.");
}
