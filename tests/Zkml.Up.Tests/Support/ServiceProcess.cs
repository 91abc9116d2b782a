using System.Diagnostics;
using System.Text;
using Zkml.Integration.Support;

namespace Zkml.Up.Tests.Support;

/// <summary>A service as a plain process, with the environment that its container has. The folder is where it starts, and its home: it should write to neither.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _program;
    private readonly StringBuilder _log = new();

    public ServiceProcess(string program, string folder, IReadOnlyDictionary<string, string> environment)
    {
        _program = Path.Combine(AppContext.BaseDirectory, program);
        int port = FreePort.Next();
        Url = $"http://127.0.0.1:{port}";
        var start = new ProcessStartInfo("dotnet", [_program]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string key, string value) in environment)
        {
            start.Environment[key] = value;
        }

        start.Environment["HOME"] = folder;
        start.Environment["ASPNETCORE_HTTP_PORTS"] = $"{port}";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Url { get; }

    /// <summary>Asks as the health check of the container does.</summary>
    public async Task UntilReadyAsync()
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (await AskAsync() != 0)
        {
            lock (_log)
            {
                Assert.False(_process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(5), $"{_program} is not ready: {_log}");
            }

            await Task.Delay(500);
        }
    }

    /// <summary>SIGTERM, as `docker stop` sends it.</summary>
    public async Task<int> StopAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<int> AskAsync()
    {
        using Process health = Process.Start("dotnet", [_program, "health", Url]);
        await health.WaitForExitAsync();
        return health.ExitCode;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
        {
            _log.AppendLine(line.Data);
        }
    }
}
