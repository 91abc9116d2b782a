using Zkml.Captures;

namespace Zkml.Device;

/// <summary>What a device's sensor and its judgement give: the only thing that a simulator makes up.</summary>
public sealed record Sighting
{
    public required ImageShape Shape { get; init; }

    /// <summary>Row after row.</summary>
    public required ReadOnlyMemory<byte> Pixels { get; init; }

    /// <summary>Packed (<see cref="MaskDigest.Pack"/>); empty without a mask.</summary>
    public required ReadOnlyMemory<byte> Mask { get; init; }

    /// <summary>0 … 100.</summary>
    public required int Quality { get; init; }

    public required AttackVerdict AttackVerdict { get; init; }

    public required AttackLevel AttackLevel { get; init; }

    /// <summary>Pixels are nobody's to print.</summary>
    public override string ToString() => nameof(Sighting);
}
