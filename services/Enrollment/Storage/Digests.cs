using Zkml.Captures;
using Zkml.Contracts;

namespace Zkml.Enrollment.Storage;

/// <summary>Messages and rows say Digest, statements and captures Bytes32.</summary>
internal static class Digests
{
    public static Digest ToDigest(this Bytes32 bytes) => new(bytes.ToArray());

    public static Bytes32 ToBytes32(this Digest digest) => new(digest.ToArray());
}
