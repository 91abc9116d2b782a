namespace Zkml.Cli.Bench;

/// <summary>What a bench may be told on the command line; options it has no use for are refused.</summary>
/// <param name="Size">What it counts depends on the bench.</param>
public sealed record BenchOptions(int Size)
{
    /// <summary>How the device hashes images: sha-256 or poseidon2-koalabear.</summary>
    public string? Digest { get; init; }

    /// <summary>Which bits of an iris code count: simple or open-iris.</summary>
    public string? Mask { get; init; }

    /// <summary>With commitments to three shares of the template.</summary>
    public bool Shared { get; init; }

    /// <summary>The file of a model.</summary>
    public string? Model { get; init; }

    /// <summary>With secret weights under a commitment.</summary>
    public bool Private { get; init; }

    /// <summary>The size of the frames that devices sign.</summary>
    public string? Frame { get; init; }

    /// <summary>The names of those that were given, beside the size.</summary>
    public string[] Given() =>
    [
        .. Digest is null ? [] : (string[])["--digest"], .. Mask is null ? [] : (string[])["--mask"],
        .. Shared ? (string[])["--shared"] : [], .. Model is null ? [] : (string[])["--model"],
        .. Private ? (string[])["--private"] : [], .. Frame is null ? [] : (string[])["--frame"],
    ];
}
