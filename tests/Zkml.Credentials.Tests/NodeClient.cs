using System.ComponentModel;
using System.Diagnostics;

namespace Zkml.Credentials.Tests;

/// <summary>The verifier for Node with its packages, copied out of the sources so that they stay clean; skips the running test when it cannot be had.</summary>
internal static class NodeClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly Lazy<(string Folder, string? Missing)> Installed = new(Install);

    /// <summary>Runs node there; its exit code and what it printed.</summary>
    public static (int Exit, string Output) Run(params IReadOnlyList<string> arguments)
    {
        (string folder, string? missing) = Installed.Value;
        Assert.SkipWhen(missing is not null, missing ?? "");
        return Start("node", folder, arguments) ?? throw new InvalidOperationException("node was there before.");
    }

    private static (string Folder, string? Missing) Install()
    {
        string folder = Path.Combine(Repository.Root, "artifacts", "node-client");
        Copy(Path.Combine(Repository.Root, "clients", "node"), folder);
        if (Start("node", folder, ["--version"]) is not { Exit: 0 })
        {
            return (folder, "node is not installed.");
        }

        string installed = Path.Combine(folder, "installed"), lockFile = File.ReadAllText(Path.Combine(folder, "package-lock.json"));
        if (!File.Exists(installed) || File.ReadAllText(installed) != lockFile)
        {
            if (Start("npm", folder, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]) is not { Exit: 0 })
            {
                return (folder, "npm is missing or could not install the packages of clients/node.");
            }

            File.WriteAllText(installed, lockFile);
        }

        return (folder, null);
    }

    /// <summary>What an earlier run left there goes, but for the packages.</summary>
    private static void Copy(string source, string destination)
    {
        foreach (string part in (string[])["src", "test"])
        {
            if (Directory.Exists(Path.Combine(destination, part)))
            {
                Directory.Delete(Path.Combine(destination, part), recursive: true);
            }
        }

        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(source, file);
            if (!relative.StartsWith("node_modules", StringComparison.Ordinal))
            {
                string copy = Path.Combine(destination, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy, overwrite: true);
            }
        }
    }

    private static (int Exit, string Output)? Start(string program, string folder, IReadOnlyList<string> arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            return (process.ExitCode, output.Result + errors.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
