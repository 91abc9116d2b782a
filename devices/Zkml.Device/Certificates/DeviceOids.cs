using Org.BouncyCastle.Asn1;

namespace Zkml.Device.Certificates;

/// <summary>Object identifiers under a random UUID (ITU-T X.667): nobody has to register those.</summary>
public static class DeviceOids
{
    private const string Arc = "2.25.272657459392939865231895272666395094123";

    /// <summary>A model that exists in software only.</summary>
    public const string SimulatedModel = Arc + ".3.1";

    /// <summary>Extension of a device certificate: SEQUENCE { model OBJECT IDENTIFIER, firmware INTEGER } as delivered.</summary>
    internal static readonly DerObjectIdentifier Model = new(Arc + ".1");

    /// <summary>Extension of an authority that certifies simulated devices: NULL. Production refuses it.</summary>
    internal static readonly DerObjectIdentifier Simulator = new(Arc + ".2");
}
