namespace Zkml.Hosting.Operations;

/// <summary>Section "Metrics".</summary>
public sealed class MetricsOptions
{
    public const string Section = "Metrics";

    /// <summary>/metrics answers without a key: for a network that only the collector reaches.</summary>
    public bool Public { get; set; }
}
