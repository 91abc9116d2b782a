using Zkml.Statements.Registry;

namespace Zkml.Cli.Registry;

/// <summary>What `zkml registry` says: the published epoch.</summary>
/// <param name="Epoch">Its number.</param>
/// <param name="Root">64 hexadecimal digits.</param>
/// <param name="Depth">Of the tree.</param>
/// <param name="Devices">Revoked ones included.</param>
public sealed record RegistryReport(uint Epoch, string Root, int Depth, int Devices)
{
    /// <summary>The leaf that was added or revoked.</summary>
    public int? Place { get; init; }

    /// <summary>Roots of all epochs, from 0 on.</summary>
    public IReadOnlyList<string>? History { get; init; }

    public int? Revoked { get; init; }

    public static RegistryReport Of(DeviceRegistry registry) =>
        new(registry.Current.Number, registry.Current.Root.ToHex(), registry.Depth, registry.Current.Count);
}
