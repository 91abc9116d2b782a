using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Merkle;
using Zkml.Matching;
using Zkml.Models.Iris;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Iris;

/// <summary>The public values of an iris proof.</summary>
/// <param name="RegistryRoot"><inheritdoc/></param>
/// <param name="Epoch"><inheritdoc/></param>
/// <param name="Nonce"><inheritdoc/></param>
/// <param name="HolderThumbprint"><inheritdoc/></param>
/// <param name="NotBefore"><inheritdoc/></param>
/// <param name="NotAfter"><inheritdoc/></param>
/// <param name="MinimumFirmware"><inheritdoc/></param>
/// <param name="QualityFloor">At least so many of the 16 384 mask bits are 1.</param>
/// <param name="Template">8 elements: the commitment to code and mask (<see cref="TemplateCommitment"/>).</param>
public sealed record IrisPublics(
    KoalaBear[] RegistryRoot,
    uint Epoch,
    Bytes32 Nonce,
    Bytes32 HolderThumbprint,
    long NotBefore,
    long NotAfter,
    FirmwareVersion MinimumFirmware,
    int QualityFloor,
    KoalaBear[] Template)
    : PersonhoodPublics(RegistryRoot, Epoch, Nonce, HolderThumbprint, NotBefore, NotAfter, MinimumFirmware, QualityFloor, Template)
{
    /// <summary>Three times 8 elements, the commitments to the template's shares (<see cref="ShareCommitment"/>); null for a statement without.</summary>
    public IReadOnlyList<KoalaBear[]>? Shares { get; init; }

    /// <summary>The same values, without shares.</summary>
    public static IrisPublics Of(PersonhoodPublics p) =>
        new(p.RegistryRoot, p.Epoch, p.Nonce, p.HolderThumbprint, p.NotBefore, p.NotAfter, p.MinimumFirmware, p.QualityFloor, p.Template);

    public override string? Problem => base.Problem ?? this switch
    {
        { QualityFloor: < 0 or > ProbeGrid.Bits } => $"A quality floor is 0 to {ProbeGrid.Bits} bits, not {QualityFloor}.",
        { Shares: { } shares } when shares.Count != ShareLayout.Shares || shares.Any(s => s.Length != PoseidonMerkleTree.DigestLength) =>
            $"There are {ShareLayout.Shares} commitments to shares, of {PoseidonMerkleTree.DigestLength} elements each.",
        _ => null,
    };
}
