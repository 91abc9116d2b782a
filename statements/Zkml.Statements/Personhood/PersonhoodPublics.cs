using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Merkle;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Personhood;

/// <summary>What is public in every proof of personhood: who asked for it sets all but the template.</summary>
/// <param name="RegistryRoot">8 elements: the root of the registry of devices.</param>
/// <param name="Epoch">The epoch in which the device must be enrolled and not revoked; below 2^32 − 1.</param>
/// <param name="Nonce">The challenge the device answered.</param>
/// <param name="HolderThumbprint">Of the holder's key.</param>
/// <param name="NotBefore">First good millisecond (Unix).</param>
/// <param name="NotAfter">Last good millisecond.</param>
/// <param name="MinimumFirmware">Of the device.</param>
/// <param name="QualityFloor">The least quality, as the modality measures it.</param>
/// <param name="Template">8 elements: the commitment to the template.</param>
public record PersonhoodPublics(
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
    /// <summary>Null when a proof for these values can be spoken of, else what is wrong with them, in one sentence.</summary>
    public virtual string? Problem => this switch
    {
        { Epoch: DeviceEpochs.Never } => "The last epoch is no epoch: it stands for never.",
        { NotBefore: < 0 } or { NotAfter: < 0 } => "Times before 1970 are not in the format.",
        { RegistryRoot.Length: not PoseidonMerkleTree.DigestLength } or { Template.Length: not PoseidonMerkleTree.DigestLength } =>
            $"Root and template have {PoseidonMerkleTree.DigestLength} elements each.",
        _ => null,
    };
}
