namespace Zkml.Tests;

/// <summary>Real data that nobody here wrote, in the folder "shared" beside the checkout; it is not part of the project.</summary>
internal static class SharedData
{
    /// <summary>The folder of the solution.</summary>
    public static string Checkout { get; } = FindCheckout();

    public static string Root { get; } = Path.Combine(Path.GetDirectoryName(Checkout) ?? Checkout, "shared");

    /// <summary>The file's path; skips the running test, saying so, when the data is not there.</summary>
    public static string Require(params string[] parts)
    {
        string path = Path.Combine([Root, .. parts]);
        Assert.SkipUnless(File.Exists(path), $"shared/{string.Join('/', parts)} is not beside the checkout.");
        return path;
    }

    private static string FindCheckout()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Zkml.sln")))
            {
                return folder.FullName;
            }
        }

        return Path.GetFullPath(".");
    }
}
