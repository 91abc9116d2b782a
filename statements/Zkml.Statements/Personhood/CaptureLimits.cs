using Zkml.Fields;
using Zkml.Gadgets.Bits;
using Zkml.Protocol.Language;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Personhood;

/// <summary>
/// All comparisons of a capture, as one batch of five or six pairs of four 16-bit limbs:
///   captured at ≥ not before,  not after ≥ captured at,  firmware ≥ minimum,  epoch ≥ enrolled,  revoked ≥ epoch + 1,
///   and where the floor is one for the manifest's own number, quality ≥ floor.
/// Limbs of the signed bytes are sums of their bits; those of the epochs are sums of committed bits.
/// </summary>
internal sealed class CaptureLimits
{
    private const int TimeLimbs = 4;

    private const int NotBefore = 0, NotAfter = 1, Firmware = 2, Enrolled = 3, Revoked = 4, Quality = 5;

    /// <summary>Attributes between the epochs and the status.</summary>
    private const int Unread = DeviceAttributes.StatusPlace - DeviceAttributes.EpochLimbs;

    private readonly LimbOrder _order;

    private readonly int _pairs;

    public CaptureLimits(StatementBuilder builder, CaptureViews capture, bool ofQuality)
    {
        _pairs = ofQuality ? Quality + 1 : Quality;
        Public = builder.Public("limits", _pairs, TimeLimbs);
        EpochBits = builder.CommitBits("device epochs", DeviceAttributes.EpochLimbs, LimbOrder.LimbBits);
        Others = builder.Commit("device attributes", Unread, 1);
        View limbs = EpochBits.Map(AxisMap.Identity(DeviceAttributes.EpochLimbs), Binary());
        Attributes = ActiveDevice.Attributes(
            limbs.Then(AxisMap.Strided(DeviceAttributes.StatusPlace, DeviceAttributes.EpochLimbs, 1, 0), AxisMap.Identity(1))
            + Others.Map(AxisMap.Strided(DeviceAttributes.StatusPlace, Unread, 1, -DeviceAttributes.EpochLimbs), AxisMap.Identity(1)));
        View larger = At(NotBefore, capture.CapturedAt) + Limit(NotAfter) + At(Firmware, capture.Firmware) + Limit(Enrolled)
            + Epoch(Revoked, DeviceAttributes.LimbsPerEpoch);
        View smaller = Limit(NotBefore) + At(NotAfter, capture.CapturedAt) + Limit(Firmware) + Epoch(Enrolled, 0) + Limit(Revoked);
        if (ofQuality)
        {
            larger += At(Quality, capture.Quality);
            smaller += Limit(Quality);
        }

        _order = LimbOrder.AssertAtLeast(builder, "limits", larger, smaller);
    }

    /// <summary>Pairs × limbs: not before, not after, minimum firmware, epoch, epoch + 1, quality floor.</summary>
    public Tensor Public { get; }

    /// <summary>4 × 16: enrolled, revoked, two limbs each.</summary>
    public Tensor EpochBits { get; }

    /// <summary>3 × 1: whatever stands in the leaf.</summary>
    public Tensor Others { get; }

    /// <summary>8 × 1: the attributes of the device's leaf.</summary>
    public View Attributes { get; }

    public void Write(PublicValues values, PersonhoodPublics publics)
    {
        ulong[] limits = [(ulong)publics.NotBefore, (ulong)publics.NotAfter, publics.MinimumFirmware.Value, publics.Epoch, publics.Epoch + 1UL, (ulong)publics.QualityFloor];
        for (int pair = 0; pair < _pairs; pair++)
        {
            long[] limbs = LimbOrder.Limbs(limits[pair], TimeLimbs);
            for (int limb = 0; limb < TimeLimbs; limb++)
            {
                values.Set(Public, [pair, limb], limbs[limb]);
            }
        }
    }

    public void Fill(Witness witness, PersonhoodPublics publics, PersonhoodSecrets secrets)
    {
        DeviceAttributes attributes = secrets.Membership.Attributes;
        ulong capturedAt = (ulong)secrets.CapturedAt;
        KoalaBear[] elements = attributes.Elements();
        for (int limb = 0; limb < DeviceAttributes.EpochLimbs; limb++)
        {
            for (int bit = 0; bit < LimbOrder.LimbBits; bit++)
            {
                witness.Set(EpochBits, [limb, bit], (elements[limb].ToUInt32() >> bit) & 1);
            }
        }

        for (int i = 0; i < Unread; i++)
        {
            witness[Others][i] = elements[DeviceAttributes.EpochLimbs + i].Montgomery;
        }

        _order.Fill(witness, capturedAt, (ulong)publics.NotBefore, NotBefore);
        _order.Fill(witness, (ulong)publics.NotAfter, capturedAt, NotAfter);
        _order.Fill(witness, secrets.Firmware.Value, publics.MinimumFirmware.Value, Firmware);
        _order.Fill(witness, publics.Epoch, attributes.Epochs.Enrolled, Enrolled);
        _order.Fill(witness, attributes.Epochs.Revoked, publics.Epoch + 1UL, Revoked);
        if (_pairs > Quality)
        {
            _order.Fill(witness, (ulong)secrets.Quality, (ulong)publics.QualityFloor, Quality);
        }
    }

    private static AxisMap Binary() =>
        AxisMap.Contract([.. Enumerable.Range(0, LimbOrder.LimbBits).Select(bit => (Coefficient)(1L << bit))]);

    private View At(int pair, View limbs) =>
        limbs.Then(AxisMap.Place(_pairs, pair), AxisMap.Strided(TimeLimbs, limbs.Shape[1], 1, 0));

    private View Limit(int pair) =>
        Public.Map(AxisMap.Sparse(_pairs, _pairs, [new AxisMap.Entry(pair, pair, 1)]), AxisMap.Identity(TimeLimbs));

    /// <summary>The two limbs from <paramref name="first"/> on: bits 4 × 16 read as one axis of 64.</summary>
    private View Epoch(int pair, int first) => EpochBits.MapAs(
        Shape.Of(1, DeviceAttributes.EpochLimbs * LimbOrder.LimbBits),
        AxisMap.Place(_pairs, pair),
        AxisMap.Sparse(TimeLimbs, DeviceAttributes.EpochLimbs * LimbOrder.LimbBits, [.. Enumerable.Range(0, DeviceAttributes.LimbsPerEpoch * LimbOrder.LimbBits)
            .Select(i => new AxisMap.Entry(i / LimbOrder.LimbBits, first * LimbOrder.LimbBits + i, 1L << (i % LimbOrder.LimbBits)))]));
}
