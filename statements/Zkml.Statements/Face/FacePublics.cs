using Zkml.Captures;
using Zkml.Fields;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Face;

/// <summary>The public values of a face proof.</summary>
/// <param name="RegistryRoot"><inheritdoc/></param>
/// <param name="Epoch"><inheritdoc/></param>
/// <param name="Nonce"><inheritdoc/></param>
/// <param name="HolderThumbprint"><inheritdoc/></param>
/// <param name="NotBefore"><inheritdoc/></param>
/// <param name="NotAfter"><inheritdoc/></param>
/// <param name="MinimumFirmware"><inheritdoc/></param>
/// <param name="QualityFloor">The device judged the image at least so good: 0 … 100.</param>
/// <param name="Template">8 elements: the commitment to the model's output (<see cref="FaceTemplateCommitment"/>).</param>
public sealed record FacePublics(
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
    public static FacePublics Of(PersonhoodPublics p) =>
        new(p.RegistryRoot, p.Epoch, p.Nonce, p.HolderThumbprint, p.NotBefore, p.NotAfter, p.MinimumFirmware, p.QualityFloor, p.Template);

    public override string? Problem => base.Problem
        ?? (QualityFloor is < 0 or > CaptureManifest.MaxQuality ? $"A quality floor is 0 to {CaptureManifest.MaxQuality}, not {QualityFloor}." : null);
}
