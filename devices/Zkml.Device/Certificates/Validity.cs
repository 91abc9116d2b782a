namespace Zkml.Device.Certificates;

/// <summary>First and last good second of a certificate.</summary>
public readonly record struct Validity(DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    /// <summary>From an hour ago, for clocks that are slow, on.</summary>
    public static Validity From(TimeProvider clock, TimeSpan length)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return new Validity(now - TimeSpan.FromHours(1), now + length);
    }
}
