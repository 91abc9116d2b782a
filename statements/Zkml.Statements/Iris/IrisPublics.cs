using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Merkle;
using Zkml.Matching;
using Zkml.Models.Iris;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Iris;

/// <summary>The public values of an iris proof: who asked for it sets all but the template.</summary>
/// <param name="RegistryRoot">8 elements: the root of the registry of devices.</param>
/// <param name="Epoch">The epoch in which the device must be enrolled and not revoked; below 2^32 − 1.</param>
/// <param name="Nonce">The challenge the device answered.</param>
/// <param name="HolderThumbprint">Of the holder's key.</param>
/// <param name="NotBefore">First good millisecond (Unix).</param>
/// <param name="NotAfter">Last good millisecond.</param>
/// <param name="MinimumFirmware">Of the device.</param>
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
{
    /// <summary>Three times 8 elements, the commitments to the template's shares (<see cref="ShareCommitment"/>); null for a statement without.</summary>
    public IReadOnlyList<KoalaBear[]>? Shares { get; init; }

    /// <summary>Null when a proof for these values can be spoken of, else what is wrong with them, in one sentence.</summary>
    public string? Problem => this switch
    {
        { Epoch: DeviceEpochs.Never } => "The last epoch is no epoch: it stands for never.",
        { NotBefore: < 0 } or { NotAfter: < 0 } => "Times before 1970 are not in the format.",
        { QualityFloor: < 0 or > ProbeGrid.Bits } => $"A quality floor is 0 to {ProbeGrid.Bits} bits, not {QualityFloor}.",
        { RegistryRoot.Length: not PoseidonMerkleTree.DigestLength } or { Template.Length: not PoseidonMerkleTree.DigestLength } =>
            $"Root and template have {PoseidonMerkleTree.DigestLength} elements each.",
        { Shares: { } shares } when shares.Count != ShareLayout.Shares || shares.Any(s => s.Length != PoseidonMerkleTree.DigestLength) =>
            $"There are {ShareLayout.Shares} commitments to shares, of {PoseidonMerkleTree.DigestLength} elements each.",
        _ => null,
    };
}
