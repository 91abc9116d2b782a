namespace Zkml.Attestation.Status;

/// <summary>A status list. Its entries are those of the attestations that name it.</summary>
public sealed class StatusListRow
{
    /// <summary>From 1; part of its address.</summary>
    public required int Number { get; init; }

    public required int Entries { get; init; }

    /// <summary>Grows with each revocation, in its transaction.</summary>
    public required long Version { get; init; }
}
