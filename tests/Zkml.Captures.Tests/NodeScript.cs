using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Zkml.Captures.Tests;

/// <summary>
/// Runs a script of tests/node with the packages of its lock file, installed once into artifacts. Skips the running test, saying why, where Node
/// or the packages are not to be had.
/// </summary>
internal static class NodeScript
{
    private static readonly string[] Files = ["package.json", "package-lock.json", "cose.mjs"];
    private static readonly Lazy<(string? Folder, string Reason)> Installed = new(Install);

    public static JsonNode Run(string script, JsonNode request)
    {
        (string? folder, string reason) = Installed.Value;
        Assert.SkipWhen(folder is null, reason);
        (int exit, string output, string error) = Execute("node", folder!, request.ToJsonString(), Path.Combine(folder!, script));
        Assert.True(exit == 0, error);
        return JsonNode.Parse(output)!;
    }

    private static (string? Folder, string Reason) Install()
    {
        string root = Root(), source = Path.Combine(root, "tests", "node");
        byte[] content = [.. Files.SelectMany(file => File.ReadAllBytes(Path.Combine(source, file)))];
        string folder = Path.Combine(root, "artifacts", "node", Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
        string done = Path.Combine(folder, "installed");
        if (File.Exists(done))
        {
            return (folder, "");
        }

        Directory.CreateDirectory(folder);
        foreach (string file in Files)
        {
            File.Copy(Path.Combine(source, file), Path.Combine(folder, file), overwrite: true);
        }

        try
        {
            // Without scripts, and without the native parts that are only faster.
            (int exit, _, _) = Execute("npm", folder, "", "ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund");
            if (exit != 0)
            {
                return (null, "npm ci could not install the packages of tests/node.");
            }
        }
        catch (Win32Exception)
        {
            return (null, "Node and npm are not installed.");
        }

        File.WriteAllText(done, "");
        return (folder, "");
    }

    private static (int Exit, string Output, string Error) Execute(string program, string folder, string input, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.Result, error.Result);
    }

    private static string Root()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Zkml.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie inside the repository.");
        }

        return folder.FullName;
    }
}
