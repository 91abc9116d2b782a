using System.Diagnostics;

namespace Zkml.Integration.Support;

/// <summary>A server that the test run starts as a child process, kills, starts again on the same data, and removes.</summary>
public abstract class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly object _outputLock = new();
    private Process? _process;
    private StringWriter _output = new();

    protected ServerProcess(string name)
    {
        Folder = Path.Combine(Path.GetTempPath(), $"zkml-{name}-{Guid.NewGuid():N}"[..24]);
        Directory.CreateDirectory(Folder);
    }

    /// <summary>Data, configuration and logs; removed at the end.</summary>
    public string Folder { get; }

    public async Task StartAsync()
    {
        _output = new StringWriter();
        _process = Process.Start(Command()) ?? throw new InvalidOperationException("The server did not start.");
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Stopwatch watch = Stopwatch.StartNew();
        while (!await IsReadyAsync())
        {
            if (_process.HasExited || watch.Elapsed > StartLimit)
            {
                string output = Output;
                await KillAsync();
                throw new InvalidOperationException($"{GetType().Name} did not start: {output}");
            }

            await Task.Delay(100);
        }
    }

    /// <summary>As the power cut would: no chance to write anything.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            BeforeKill(process);
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
            AfterKill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    protected string Output
    {
        get
        {
            lock (_outputLock)
            {
                return _output.ToString();
            }
        }
    }

    protected abstract ProcessStartInfo Command();

    protected abstract Task<bool> IsReadyAsync();

    /// <summary>For children that are not in the process tree.</summary>
    protected virtual void BeforeKill(Process process)
    {
    }

    protected virtual void AfterKill()
    {
    }

    protected static ProcessStartInfo Quiet(string file, params string[] arguments)
    {
        ProcessStartInfo start = new(file) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_outputLock)
        {
            _output.WriteLine(line.Data);
        }
    }
}
