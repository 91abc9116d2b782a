using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Zkml.Integration.Support;

/// <summary>A folder of tests that is a Node package, with what its lock file names, installed once into artifacts.</summary>
public static class NodePackage
{
    private static readonly Lock Installing = new();

    /// <summary>Where the package lies, installed; skips the running test, saying why, where Node or the packages are not to be had.</summary>
    public static string Require(string name)
    {
        lock (Installing)
        {
            (string? folder, string reason) = Install(Path.Combine(Repository.Root, "tests", name));
            Assert.SkipWhen(folder is null, reason);
            return folder!;
        }
    }

    private static (string? Folder, string Reason) Install(string source)
    {
        string[] files = [.. Directory.GetFiles(source).Order(StringComparer.Ordinal)];
        byte[] content = [.. files.SelectMany(File.ReadAllBytes)];
        string folder = Path.Combine(Repository.Root, "artifacts", "node", Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
        string done = Path.Combine(folder, "installed");
        if (File.Exists(done))
        {
            return (folder, "");
        }

        Directory.CreateDirectory(folder);
        foreach (string file in files)
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        try
        {
            using Process npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
            })!;
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            if (npm.ExitCode != 0)
            {
                return (null, $"npm ci could not install the packages of tests/{Path.GetFileName(source)}.");
            }
        }
        catch (Win32Exception)
        {
            return (null, "Node and npm are not installed.");
        }

        File.WriteAllText(done, "");
        return (folder, "");
    }
}
