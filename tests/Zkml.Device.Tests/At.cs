namespace Zkml.Device.Tests;

/// <summary>A clock that stands.</summary>
internal sealed class At(DateTimeOffset now) : TimeProvider
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;
}
