namespace Zkml.Attestation.Issuing;

/// <summary>
/// How many templates were ever enrolled, one row. Who enrols one says how many it was compared with: whoever was second finds another number, and
/// compares with those that came between.
/// </summary>
public sealed class EnrolmentCount
{
    public const int OnlyId = 1;

    public int Id { get; init; }

    public long Count { get; init; }
}
