namespace Zkml.Enrollment.Tests.Support;

/// <summary>A host for all tests of a class that do not need one of their own.</summary>
public sealed class OneHost : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal EnrollmentHost Host { get; private set; } = null!;

    internal string Folder => _folder.Path;

    public async ValueTask InitializeAsync() => Host = await EnrollmentHost.StartAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }
}
