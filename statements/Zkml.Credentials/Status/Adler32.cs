namespace Zkml.Credentials.Status;

/// <summary>The checksum at the end of a zlib stream (RFC 1950, section 8.2).</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;

    // The longest run after which the second sum still fits 32 bits without reduction.
    private const int Run = 5552;

    public static uint Of(ReadOnlySpan<byte> data)
    {
        uint first = 1, second = 0;
        while (!data.IsEmpty)
        {
            ReadOnlySpan<byte> run = data[..Math.Min(Run, data.Length)];
            foreach (byte value in run)
            {
                first += value;
                second += first;
            }

            first %= Modulus;
            second %= Modulus;
            data = data[run.Length..];
        }

        return (second << 16) | first;
    }
}
