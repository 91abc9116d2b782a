namespace Zkml.Hosting.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"zkml-{Guid.NewGuid():N}");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>One process, as <c>zkml up</c> has it: files here, nothing else.</summary>
    public Dictionary<string, string?> Embedded => new()
    {
        ["Zkml:Profile"] = "Demo",
        ["Storage:Folder"] = Path,
        ["Objects:Folder"] = File("objects"),
        ["Vault:SweepInterval"] = "00:30:00",
        ["Storage:OutboxPoll"] = "00:00:00.100",
        ["Bus:RetryPause"] = "00:00:00.010",
        ["Bus:LongestRetryPause"] = "00:00:00.050",
    };

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
