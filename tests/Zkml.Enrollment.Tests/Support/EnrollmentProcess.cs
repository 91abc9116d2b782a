using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Zkml.Hosting.Security;

namespace Zkml.Enrollment.Tests.Support;

/// <summary>The program as an operator starts it.</summary>
internal sealed class EnrollmentProcess : IAsyncDisposable
{
    private readonly Process _process;

    private EnrollmentProcess(Process process, HttpClient device, HttpClient administrator) => (_process, Device, Operator) = (process, device, administrator);

    public HttpClient Device { get; }

    public HttpClient Operator { get; }

    /// <param name="folder">Where it works.</param>
    /// <param name="settings">Beside those of every test.</param>
    public static async Task<EnrollmentProcess> StartAsync(TemporaryFolder folder, params (string Key, string? Value)[] settings)
    {
        ((string Key, string Sha256) device, (string Key, string Sha256) administrator) = (ApiKey.Create("d"), ApiKey.Create("o"));
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        ProcessStartInfo start = new("dotnet") { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Zkml.Enrollment.dll"), $"--urls={address}", "--Zkml:Profile=Demo",
            $"--Enrollment:DeviceRoots:0={Manufacturer.WriteRoot(folder)}", "--Enrollment:AllowSimulatedDevices=true", "--Enrollment:RegistryDepth=10",
            "--Callers:ApiKeys:d:Role=device", $"--Callers:ApiKeys:d:Sha256={device.Sha256}",
            "--Callers:ApiKeys:o:Role=operator", $"--Callers:ApiKeys:o:Sha256={administrator.Sha256}",
            .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        Process process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var started = new EnrollmentProcess(process, Client(address, device.Key), Client(address, administrator.Key));
        await Eventually.HoldsAsync(() => started.IsReadyAsync());
        return started;
    }

    /// <summary>Bytes of memory that it has.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Processor time that it used.</summary>
    public TimeSpan Busy
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Whether one of the texts is somewhere in the memory of the process.</summary>
    public bool Remembers(params byte[][] texts)
    {
        using FileStream memory = File.OpenRead($"/proc/{_process.Id}/mem");
        foreach (string line in File.ReadLines($"/proc/{_process.Id}/maps").Where(line => line.Split(' ')[1].StartsWith("rw", StringComparison.Ordinal)))
        {
            long[] ends = [.. line.Split(' ')[0].Split('-').Select(end => long.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
            if (IsIn(memory, ends[0], ends[1], texts))
            {
                return true;
            }
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Device.Dispose();
        Operator.Dispose();
    }

    /// <summary>In parts of 4 MiB that overlap by the length of a text.</summary>
    private static bool IsIn(FileStream memory, long start, long end, byte[][] texts)
    {
        var part = new byte[4 << 20];
        for (long at = start; at < end; at += part.Length - texts.Max(text => text.Length))
        {
            int read;
            try
            {
                memory.Position = at;
                read = memory.Read(part, 0, (int)Math.Min(part.Length, end - at));
            }
            catch (IOException)
            {
                // Reserved, never used: there is nothing to read.
                continue;
            }

            if (texts.Any(text => part.AsSpan(0, read).IndexOf(text) >= 0))
            {
                return true;
            }
        }

        return false;
    }

    private static HttpClient Client(Uri address, string key) =>
        new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    private async Task<bool> IsReadyAsync()
    {
        Assert.False(_process.HasExited, "The program has ended.");
        try
        {
            return (await Device.GetAsync("/health/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
