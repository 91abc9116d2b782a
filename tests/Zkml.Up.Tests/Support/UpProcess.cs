using System.Diagnostics;
using System.Text.Json;

namespace Zkml.Up.Tests.Support;

/// <summary>`zkml up` as its user starts it, on a free port.</summary>
internal sealed class UpProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private UpProcess(Process process, Task<string> errors, JsonElement report) => (_process, _errors, Report) = (process, errors, report);

    /// <summary>What it printed when it was ready.</summary>
    public JsonElement Report { get; }

    public string Url => Text("url");

    public string OperatorKeyFile => Text("operatorKeyFile");

    public string DeviceKeyFile => Text("deviceKeyFile");

    public static Task<UpProcess> StartAsync(string folder) => StartAsync(folder, []);

    /// <param name="folder">Of its data.</param>
    /// <param name="variables">Of its environment.</param>
    /// <param name="more">Options.</param>
    public static async Task<UpProcess> StartAsync(string folder, (string Key, string Value)[] variables, params string[] more)
    {
        Process process = Begin(["--data", folder, "--url", "http://127.0.0.1:0", "--json", .. more], variables);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string? line = await process.StandardOutput.ReadLineAsync();
        Assert.True(line is not null, line is null ? await errors : "");
        return new UpProcess(process, errors, JsonDocument.Parse(line!).RootElement);
    }

    /// <summary>One that ends by itself: exit code, output, errors.</summary>
    public static async Task<(int Code, string Result, string Error)> RefusedAsync(string[] arguments, (string Key, string Value)? variable = null)
    {
        using Process process = Begin(arguments, variable is { } set ? [set] : []);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string result = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, result, await errors);
    }

    /// <summary>
    /// Asks it to end, as a service manager does. Its exit code, and what it wrote to standard error. Not by INT, which every program ignores that was started
    /// in the background of a shell.
    /// </summary>
    public async Task<(int Code, string Errors)> StopAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (_process.ExitCode, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static Process Begin(string[] arguments, (string Key, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "zkml.dll"), "up", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string key, string value) in variables)
        {
            start.Environment[key] = value;
        }

        return Process.Start(start)!;
    }

    private string Text(string name) => Report.GetProperty(name).GetString()!;
}
