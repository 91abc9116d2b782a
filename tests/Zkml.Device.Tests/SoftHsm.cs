using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Zkml.Device.Tests;

/// <summary>A PKCS#11 token of SoftHSM2 (Debian package softhsm2) in a folder of the test.</summary>
internal static class SoftHsm
{
    private static readonly string[] Libraries =
    [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib64/pkcs11/libsofthsm2.so",
        "/usr/local/lib/softhsm/libsofthsm2.so",
        "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    ];

    /// <summary>The module's path; skips the running test where SoftHSM2 is not installed.</summary>
    public static string CreateToken(TemporaryFolder folder, string label, string pin)
    {
        string? library = Libraries.FirstOrDefault(File.Exists);
        Assert.SkipWhen(library is null, "SoftHSM2 is not installed (Debian: apt-get install softhsm2).");
        string configuration = folder.File("softhsm2.conf"), tokens = folder.File("tokens");
        Directory.CreateDirectory(tokens);
        File.WriteAllText(configuration, $"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");

        // The module reads the environment of the process, which the runtime's copy does not change.
        Assert.Equal(0, SetEnvironment("SOFTHSM2_CONF", configuration, 1));
        var start = new ProcessStartInfo("softhsm2-util", ["--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", pin])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SOFTHSM2_CONF"] = configuration;
        Run(start);
        return library!;
    }

    private static void Run(ProcessStartInfo start)
    {
        try
        {
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, output);
        }
        catch (Win32Exception)
        {
            Assert.Skip("softhsm2-util is not installed (Debian: apt-get install softhsm2).");
        }
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int SetEnvironment(string name, string value, int overwrite);
}
