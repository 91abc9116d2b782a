using Zkml.Captures;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Tests.Registry;

public sealed class ARootHistory
{
    [Fact]
    public void Only_grows()
    {
        var history = new RootHistory();
        Assert.True(history.TryAdd(Epoch(3, 'a', 5)));
        Assert.True(history.TryAdd(Epoch(5, 'b', 6)));
        Assert.True(history.TryAdd(Epoch(3, 'a', 5)));
        Assert.Equal(Epoch(5, 'b', 6), history.Latest);

        Assert.False(history.TryAdd(Epoch(5, 'c', 6)));
        Assert.False(history.TryAdd(Epoch(3, 'b', 5)));
        Assert.False(history.TryAdd(Epoch(4, 'a', 6)));
        Assert.False(history.TryAdd(Epoch(6, 'a', 5)));
        Assert.Equal([Epoch(3, 'a', 5), Epoch(5, 'b', 6)], history.All());
    }

    private static RegistryEpoch Epoch(uint number, char root, int count) => new(number, new Bytes32([.. Enumerable.Repeat((byte)root, 32)]), count);
}
