using System.Diagnostics;

namespace Zkml.Device.Support;

public static class Eventually
{
    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "It did not happen in time.");
            await Task.Delay(20);
        }
    }
}
