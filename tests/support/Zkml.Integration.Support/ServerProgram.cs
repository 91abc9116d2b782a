using System.Diagnostics;
using System.Text;

namespace Zkml.Integration.Support;

/// <summary>A server as a child process.</summary>
internal abstract class ServerProgram(string name) : IServerHost
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly object _outputLock = new();
    private Process? _process;
    private StringBuilder _output = new();

    public string Folder { get; } = ServerFolder.Create(name);

    public string Home => Folder;

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

    public async Task StartAsync()
    {
        _output = new StringBuilder();
        _process = Process.Start(await CommandAsync()) ?? throw new InvalidOperationException("The server did not start.");
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

    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
            AfterKill();
        }
    }

    public abstract Task<string> ToolAsync(string tool, string[] arguments);

    protected abstract Task<ProcessStartInfo> CommandAsync();

    protected abstract Task<bool> IsReadyAsync();

    /// <summary>For children that are not in the process tree.</summary>
    protected virtual void AfterKill()
    {
    }

    protected static ProcessStartInfo Quiet(string file, params string[] arguments) =>
        new(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };

    protected static async Task<string> RunAsync(ProcessStartInfo start)
    {
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{start.FileName}: {await error}{await output}");
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_outputLock)
        {
            _output.AppendLine(line.Data);
        }
    }
}
