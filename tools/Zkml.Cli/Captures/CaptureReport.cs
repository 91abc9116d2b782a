namespace Zkml.Cli.Captures;

/// <summary>What `zkml capture` says of a capture.</summary>
public sealed record CaptureReport(string File, bool Good)
{
    /// <summary>The first rule it breaks.</summary>
    public string? Refused { get; init; }

    /// <summary>0 … 100, as the device judged.</summary>
    public int? Quality { get; init; }

    /// <summary>What was made wrong on demand.</summary>
    public string? Fault { get; init; }

    public string? Nonce { get; init; }
}
