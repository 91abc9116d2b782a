using System.Diagnostics;
using System.Globalization;

namespace Zkml.Cli.Bench;

/// <summary>The most physical memory the process has held since it started.</summary>
public static class PeakMemory
{
    private const string ProcessStatus = "/proc/self/status";

    public static double Megabytes()
    {
        double kilobytes = FromProcessStatus() ?? FromRuntime();
        return Math.Round(kilobytes / 1024, 1);
    }

    // Linux has the figure as "VmHWM:   123456 kB"; PeakWorkingSet64 is 0 on some systems, and is read last for that reason.
    private static double? FromProcessStatus()
    {
        string? line = File.Exists(ProcessStatus)
            ? File.ReadLines(ProcessStatus).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))
            : null;
        return line is null ? null : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    private static double FromRuntime()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1024.0;
    }
}
