using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Gadgets.Merkle;
using Zkml.Statements.Personhood;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Jobs;

/// <summary>
/// All that a prover needs for one proof, as Enrollment seals it: the prover asks no registry. One encoding, integers big-endian:
///   "zkmljob1" (8) ‖ terms (<see cref="ProofTerms"/>) ‖ device key x ‖ y (64) ‖ enrolled (4) ‖ firmware (4) ‖ model (4)
///   ‖ registry path (4 + 32 × depth) ‖ capture (<see cref="CapturePackage"/>)
/// Only active devices have jobs, so status and epoch of revocation are not written. It holds a biometric image: sealed, or in memory, or nowhere.
/// </summary>
public sealed class ProofJob : IDisposable
{
    private const int HeaderLength = 8, Enrolled = 0, Firmware = 4, Model = 8, AttributesLength = 12;

    /// <summary>Between terms and path.</summary>
    private const int DeviceLength = P256PublicKey.Length + AttributesLength;

    /// <summary>Takes over the package, and disposes it.</summary>
    public ProofJob(ProofTerms terms, P256PublicKey deviceKey, DeviceMembership membership, CapturePackage package)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(membership.Path.Depth, terms.Parameters.RegistryDepth, nameof(membership));
        if (membership.Attributes is not { Status: DeviceStatus.Active, Epochs.Revoked: DeviceEpochs.Never })
        {
            throw new ArgumentException("The device is not active.", nameof(membership));
        }

        if (!Fits(terms.Parameters, package))
        {
            throw new ArgumentException("The capture is not of the statement's shape.", nameof(package));
        }

        (Terms, DeviceKey, Membership, Package) = (terms, deviceKey, membership, package);
    }

    /// <summary>Of the largest face in the deepest registry.</summary>
    public static int MaximumLength { get; } = HeaderLength + ProofTerms.MaximumLength + DeviceLength + PathLength(PoseidonMerkleTree.MaxDepth) + CapturePackage.MaximumLength;

    public ProofTerms Terms { get; }

    /// <summary>That signed the capture.</summary>
    public P256PublicKey DeviceKey { get; }

    /// <summary>Of the device, in the registry of the terms.</summary>
    public DeviceMembership Membership { get; }

    public CapturePackage Package { get; }

    private static ReadOnlySpan<byte> Header => "zkmljob1"u8;

    /// <summary>Whether the image is of the kind that the statement speaks of, as far as its parameters say.</summary>
    public static bool Fits(IPersonhoodParameters parameters, CapturePackage package) =>
        parameters.Takes(package.Capture.Manifest.Shape) && package.Capture.Manifest.DigestAlgorithm == parameters.Digest;

    /// <summary>What <see cref="TryRead"/> reads. The caller zeroes it.</summary>
    public byte[] Write()
    {
        var attributes = new byte[AttributesLength];
        BinaryPrimitives.WriteUInt32BigEndian(attributes.AsSpan(Enrolled), Membership.Attributes.Epochs.Enrolled);
        BinaryPrimitives.WriteUInt32BigEndian(attributes.AsSpan(Firmware), Membership.Attributes.Firmware.Value);
        BinaryPrimitives.WriteUInt32BigEndian(attributes.AsSpan(Model), Membership.Attributes.Model);
        byte[] package = Package.Write(), head = [.. Header, .. Terms.Write(), .. DeviceKey.ToArray(), .. attributes, .. Membership.Path.ToBytes()];

        // Not to be moved by the garbage collector, which would leave a copy behind.
        byte[] job = GC.AllocateUninitializedArray<byte>(head.Length + package.Length, pinned: true);
        head.CopyTo(job, 0);
        package.CopyTo(job, head.Length);
        CryptographicOperations.ZeroMemory(package);
        return job;
    }

    /// <summary>False unless it is exactly what <see cref="Write"/> writes of some job. Whether signature, path and digests are right, the prover finds.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out ProofJob? job)
    {
        job = null;
        if (source.Length < HeaderLength + ProofTerms.MinimumLength || source.Length > MaximumLength || !source.StartsWith(Header))
        {
            return false;
        }

        int device = HeaderLength + ProofTerms.LengthOf(source[HeaderLength..]), start = device + DeviceLength;
        if (source.Length < start || !ProofTerms.TryRead(source[HeaderLength..device], out ProofTerms? terms)
            || !P256PublicKey.TryRead(source.Slice(device, P256PublicKey.Length), out P256PublicKey? key)
            || !TryAttributes(source[(device + P256PublicKey.Length)..start], out DeviceAttributes attributes))
        {
            return false;
        }

        int depth = terms.Parameters.RegistryDepth, end = start + PathLength(depth);
        if (source.Length < end || !PoseidonMerklePath.TryRead(source[start..end], depth, out PoseidonMerklePath? path)
            || !CapturePackage.TryRead(source[end..], out CapturePackage? package))
        {
            return false;
        }

        if (!Fits(terms.Parameters, package))
        {
            package.Dispose();
            return false;
        }

        job = new ProofJob(terms, key, new DeviceMembership(path!, attributes), package);
        return true;
    }

    public void Dispose() => Package.Dispose();

    /// <summary>Pixels are nobody's to print.</summary>
    public override string ToString() => nameof(ProofJob);

    private static int PathLength(int depth) => sizeof(int) + depth * Bytes32.Length;

    private static bool TryAttributes(ReadOnlySpan<byte> source, out DeviceAttributes attributes)
    {
        uint model = BinaryPrimitives.ReadUInt32BigEndian(source[Model..]);
        attributes = new DeviceAttributes(
            new DeviceEpochs(BinaryPrimitives.ReadUInt32BigEndian(source[Enrolled..])), new FirmwareVersion(BinaryPrimitives.ReadUInt32BigEndian(source[Firmware..])), model);
        return model <= DeviceAttributes.MaxModel;
    }
}
