using System.Formats.Asn1;

namespace Zkml.Cli.Proofs;

/// <summary>ECDSA signatures in DER: SEQUENCE { r INTEGER, s INTEGER } (RFC 3279, 2.2.3).</summary>
public static class DerSignature
{
    private const int Half = 32;

    /// <summary>r ‖ s in 64 bytes; null for anything that is not exactly such a signature on a 256-bit curve.</summary>
    public static byte[]? TryToP1363(byte[] der)
    {
        try
        {
            var reader = new AsnReader(der, AsnEncodingRules.DER);
            AsnReader sequence = reader.ReadSequence();
            byte[] signature = new byte[2 * Half];
            return Write(sequence.ReadIntegerBytes().Span, signature.AsSpan(0, Half)) && Write(sequence.ReadIntegerBytes().Span, signature.AsSpan(Half))
                && !sequence.HasData && !reader.HasData ? signature : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static bool Write(ReadOnlySpan<byte> integer, Span<byte> destination)
    {
        integer = integer.TrimStart((byte)0);
        if (integer.Length > destination.Length)
        {
            return false;
        }

        integer.CopyTo(destination[(destination.Length - integer.Length)..]);
        return true;
    }
}
