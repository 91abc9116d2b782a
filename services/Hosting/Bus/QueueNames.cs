namespace Zkml.Hosting.Bus;

internal static class QueueNames
{
    /// <summary>The last part of the address of a receive endpoint.</summary>
    public static string Of(Uri address) => address.Segments[^1];
}
