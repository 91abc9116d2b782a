using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Zkml.Hosting.Security;

namespace Zkml.EndToEnd.Tests.Support;

/// <summary>One service as an operator starts it: a process with environment variables, killed and started again on the same data and address.</summary>
internal sealed class ServiceProgram : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private static readonly (string Key, string Sha256) OperatorKey = ApiKey.Create("operators"), DeviceKey = ApiKey.Create("devices");

    private readonly string _name;
    private readonly Dictionary<string, string?> _settings;
    private readonly StringBuilder _log = new();
    private Process? _process;

    /// <param name="name">Enrollment, Prover or Attestation.</param>
    /// <param name="settings">By their keys in docs/operations.md.</param>
    public ServiceProgram(string name, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        (_name, _settings) = (name, new Dictionary<string, string?>(settings));
        Address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        (Anyone, Device, Operator) = (Client(null), Client(DeviceKey.Key), Client(OperatorKey.Key));
    }

    public Uri Address { get; }

    public HttpClient Anyone { get; }

    public HttpClient Device { get; }

    public HttpClient Operator { get; }

    /// <summary>Null while it does not run.</summary>
    public int? ProcessId => _process?.Id;

    /// <summary>All it ever wrote to its standard output and error.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public static IEnumerable<KeyValuePair<string, string?>> Callers =>
    [
        new("Callers:ApiKeys:operators:Role", "operator"), new("Callers:ApiKeys:operators:Sha256", OperatorKey.Sha256),
        new("Callers:ApiKeys:devices:Role", "device"), new("Callers:ApiKeys:devices:Sha256", DeviceKey.Sha256),
    ];

    /// <summary>Returns when it is ready.</summary>
    public async Task StartAsync()
    {
        Launch();
        Stopwatch watch = Stopwatch.StartNew();
        while (!await IsReadyAsync())
        {
            Assert.True(_process is { HasExited: false } && watch.Elapsed < StartLimit, $"{_name} did not start.\n{Log}");
            await Task.Delay(50);
        }
    }

    /// <summary>Without waiting for it.</summary>
    public void Launch()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"Zkml.{_name}.dll"), $"--urls={Address}"])
        {
            WorkingDirectory = _settings["Storage:Folder"],
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string key, string? value) in _settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>As the power cut would.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>As an operator would; its exit code.</summary>
    public async Task<int> StopAsync()
    {
        Process process = _process!;
        _process = null;
        using (Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        int code = process.ExitCode;
        process.Dispose();
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Anyone.Dispose();
        Device.Dispose();
        Operator.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
        {
            _log.AppendLine(line.Data);
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using HttpResponseMessage answer = await Anyone.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private HttpClient Client(string? key)
    {
        HttpClient client = new() { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
