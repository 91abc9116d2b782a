namespace Zkml.Credentials;

/// <summary>The root of a device registry in one epoch, as its operator publishes it.</summary>
public sealed record RegistryRoot
{
    /// <summary>The registry's https address: its name.</summary>
    public required string Registry { get; init; }

    public required long Epoch { get; init; }

    /// <summary>32 bytes in lower-case hexadecimal.</summary>
    public required string Root { get; init; }

    /// <summary>The tree has 2^Depth leaves.</summary>
    public required int Depth { get; init; }

    /// <summary>Devices, revoked ones included.</summary>
    public required long Count { get; init; }

    /// <summary>Whole seconds.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Whether a registry can be called so.</summary>
    public static bool IsAddress(string text) => HttpsAddress.IsValid(text);
}
