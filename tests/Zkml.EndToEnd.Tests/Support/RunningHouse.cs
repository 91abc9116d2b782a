namespace Zkml.EndToEnd.Tests.Support;

/// <summary>One house for all tests of a class: it takes half a minute to start on two busy cores.</summary>
public sealed class RunningHouse : IAsyncLifetime
{
    internal House House { get; private set; } = null!;

    public async ValueTask InitializeAsync() => House = await House.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (House is { } house)
        {
            await house.DisposeAsync();
        }
    }
}
