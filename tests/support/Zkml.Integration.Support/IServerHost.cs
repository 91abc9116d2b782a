namespace Zkml.Integration.Support;

/// <summary>What a server runs in.</summary>
internal interface IServerHost
{
    string Folder { get; }

    /// <summary>The folder, as the server sees it.</summary>
    string Home { get; }

    /// <summary>Until it takes connections.</summary>
    Task StartAsync();

    Task KillAsync();

    /// <summary>What one of the server's own tools prints, run beside the server; it must succeed.</summary>
    Task<string> ToolAsync(string tool, string[] arguments);
}
