namespace Zkml.Gadgets.P256;

/// <summary>Constants of P-256 (SP 800-186, section 3.2.1.3) as integers. The cofactor is 1: every point of the curve is in the group.</summary>
public static class Curve
{
    public static UInt256 B => new(0x3BCE_3C3E_27D2_604B, 0x651D_06B0_CC53_B0F6, 0xB3EB_BD55_7698_86BC, 0x5AC6_35D8_AA3A_93E7);

    public static UInt256 GeneratorX => new(0xF4A1_3945_D898_C296, 0x7703_7D81_2DEB_33A0, 0xF8BC_E6E5_63A4_40F2, 0x6B17_D1F2_E12C_4247);

    public static UInt256 GeneratorY => new(0xCBB6_4068_37BF_51F5, 0x2BCE_3357_6B31_5ECE, 0x8EE7_EB4A_7C0F_9E16, 0x4FE3_42E2_FE1A_7F9B);

    /// <summary>(p + 1)/4.</summary>
    internal static UInt256 SquareRootExponent => new(0, 0x0000_0000_4000_0000, 0x4000_0000_0000_0000, 0x3FFF_FFFF_C000_0000);
}
