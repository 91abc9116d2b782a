using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using Zkml.Credentials.Json;

namespace Zkml.Credentials.Status;

/// <summary>A zlib stream (RFC 1950) in base64url.</summary>
internal static class ZlibText
{
    private const int ChecksumLength = 4;

    public static string Compress(ReadOnlySpan<byte> data)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.SmallestSize))
        {
            zlib.Write(data);
        }

        return Base64UrlText.Encode(stream.ToArray());
    }

    /// <summary>False for more than <paramref name="maximum"/> bytes, found before they are stored, and for bytes missing or left over.</summary>
    public static bool TryExpand(string text, int maximum, [NotNullWhen(true)] out byte[]? data)
    {
        data = null;
        if (!Base64UrlText.TryDecode(text, out byte[]? compressed) || compressed.Length <= ChecksumLength)
        {
            return false;
        }

        try
        {
            using var zlib = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
            using var expanded = new MemoryStream();
            Span<byte> block = stackalloc byte[4096];
            for (int read; (read = zlib.Read(block)) > 0;)
            {
                if (expanded.Length + read > maximum)
                {
                    return false;
                }

                expanded.Write(block[..read]);
            }

            // The reader itself ignores what follows the stream; then these four bytes are not the checksum.
            byte[] result = expanded.ToArray();
            data = Adler32.Of(result) == BinaryPrimitives.ReadUInt32BigEndian(compressed.AsSpan()[^ChecksumLength..]) ? result : null;
            return data is not null;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
