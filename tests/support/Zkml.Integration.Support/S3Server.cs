using System.Diagnostics;
using System.Security.Cryptography;

namespace Zkml.Integration.Support;

/// <summary>An S3 server: the gateway of a Ceph of one monitor and one store in memory, loopback only. Starts in about 20 s.</summary>
public sealed class S3Server : IAsyncDisposable
{
    public const string AccessKey = "ZKMLTEST";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly string _folder = ServerFolder.Create("s3"), _cluster = Guid.NewGuid().ToString(), _store = Guid.NewGuid().ToString();
    private readonly int _monitorPort = FreePort.Next(), _port = FreePort.Next();
    private readonly List<Process> _running = [];

    /// <summary>Null when the server can be started here, else why not.</summary>
    public static string? Missing { get; } =
        Programs.Ceph is null ? "There is no S3 server (Debian: apt-get install radosgw ceph-mon ceph-osd)." : null;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public string SecretKey { get; } = RandomNumberGenerator.GetHexString(40);

    public async Task StartAsync()
    {
        await File.WriteAllTextAsync(Configuration, Settings());
        string map = Path.Combine(_folder, "monmap"), monitor = Path.Combine(_folder, "mon"), store = Path.Combine(_folder, "osd");
        Directory.CreateDirectory(monitor);
        Directory.CreateDirectory(store);
        await RunAsync("monmaptool", "--create", "--fsid", _cluster, "--addv", "a", $"[v2:127.0.0.1:{_monitorPort}]", map);
        await RunAsync("ceph-mon", "--mkfs", "-i", "a", "--monmap", map);
        Launch("ceph-mon", "-i", "a", "-f");
        await RunAsync("ceph", "--connect-timeout", "60", "osd", "new", _store, "0");
        await RunAsync("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", _store);
        Launch("ceph-osd", "-i", "0", "-f");
        await RunAsync("radosgw-admin", "user", "create", "--uid=zkml", "--display-name=zkml", $"--access-key={AccessKey}", $"--secret-key={SecretKey}");
        LaunchGateway();
        await UntilAnswersAsync();
    }

    /// <summary>The gateway is away; what it has stored is not.</summary>
    public async Task KillGatewayAsync() => await KillAsync(_running[^1]);

    public async Task RestartGatewayAsync()
    {
        LaunchGateway();
        await UntilAnswersAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Process process in _running.AsEnumerable().Reverse().ToArray())
        {
            await KillAsync(process);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Configuration => Path.Combine(_folder, "ceph.conf");

    private string Settings() =>
        $"""
        [global]
        fsid = {_cluster}
        mon initial members = a
        mon host = v2:127.0.0.1:{_monitorPort}
        auth cluster required = none
        auth service required = none
        auth client required = none
        # With the first protocol, a client may ask before it knows the cluster's id, and is told "wrong fsid".
        ms bind msgr1 = false
        ms mon client mode = crc
        public network = 127.0.0.0/8
        cluster network = 127.0.0.0/8
        run dir = {_folder}
        admin socket = {_folder}/$name.asok
        pid file = {_folder}/$name.pid
        log file = {_folder}/$name.log
        crash dir = {_folder}
        keyring = /dev/null
        osd pool default size = 1
        osd pool default min size = 1
        osd pool default pg num = 1
        osd pool default pgp num = 1
        osd pool default pg autoscale mode = off
        osd crush chooseleaf type = 0
        mon allow pool size one = true
        mon max pg per osd = 1000
        mon data avail crit = 0
        [mon.a]
        mon data = {_folder}/mon
        [osd.0]
        osd data = {_folder}/osd
        osd objectstore = memstore
        memstore device bytes = 1073741824
        [client.rgw]
        rgw frontends = beast endpoint=127.0.0.1:{_port}

        """;

    private void LaunchGateway() => Launch("radosgw", "-n", "client.rgw", "-f");

    private void Launch(string program, params string[] arguments)
    {
        Process process = Process.Start(Start(program, arguments))!;
        process.OutputDataReceived += Ignore;
        process.ErrorDataReceived += Ignore;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _running.Add(process);
    }

    /// <summary>What they have to say is in the logs of the folder.</summary>
    private static void Ignore(object sender, DataReceivedEventArgs line)
    {
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(Start(program, arguments))!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(StartLimit);
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw new InvalidOperationException($"{program} did not end. {string.Join(", ", _running.Where(running => running.HasExited).Select(running => $"{running.StartInfo.FileName} has ended"))}");
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program}: {await error}{await output}");
        }
    }

    private ProcessStartInfo Start(string program, string[] arguments) => new(program, ["-c", Configuration, .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private async Task UntilAnswersAsync()
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!await FreePort.AnswersAsync(_port))
        {
            if (watch.Elapsed > StartLimit)
            {
                throw new InvalidOperationException("The gateway did not start.");
            }

            await Task.Delay(100);
        }
    }

    private async Task KillAsync(Process process)
    {
        _running.Remove(process);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
