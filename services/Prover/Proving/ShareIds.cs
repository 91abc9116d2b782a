using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Zkml.Prover.Proving;

/// <summary>
/// Under which ids an attempt seals the shares of a template. They follow from the attempt, so that those of attempts that died are found, and destroyed,
/// without anybody having written them down.
/// </summary>
internal static class ShareIds
{
    /// <summary>The first 16 bytes of SHA-256("zkml-share-id-1" 0 capture attempt store), as a UUID of version 8 (RFC 9562).</summary>
    /// <param name="attempt">From 1.</param>
    /// <param name="store">From 0.</param>
    public static Guid Of(Guid captureId, int attempt, int store)
    {
        Span<byte> input = stackalloc byte[40], digest = stackalloc byte[SHA256.HashSizeInBytes];
        "zkml-share-id-1\0"u8.CopyTo(input);
        captureId.TryWriteBytes(input[16..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(input[32..], attempt);
        BinaryPrimitives.WriteInt32BigEndian(input[36..], store);
        SHA256.HashData(input, digest);
        digest[6] = (byte)(digest[6] & 0x0f | 0x80);
        digest[8] = (byte)(digest[8] & 0x3f | 0x80);
        return new Guid(digest[..16], bigEndian: true);
    }
}
