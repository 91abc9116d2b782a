namespace Zkml.Hosting.Tests;

internal static class EmbeddedSettings
{
    extension(TemporaryFolder folder)
    {
        /// <summary>One process, as <c>zkml up</c> has it: files in the folder, nothing else.</summary>
        public Dictionary<string, string?> Embedded => new()
        {
            ["Zkml:Profile"] = "Demo",
            ["Storage:Folder"] = folder.Path,
            ["Objects:Folder"] = folder.File("objects"),
            ["Vault:SweepInterval"] = "00:30:00",
            ["Storage:OutboxPoll"] = "00:00:00.100",
            ["Bus:RetryPause"] = "00:00:00.010",
            ["Bus:LongestRetryPause"] = "00:00:00.050",
        };
    }
}
