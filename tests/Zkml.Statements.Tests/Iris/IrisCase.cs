using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Gadgets.Merkle;
using Zkml.Matching.Templates;
using Zkml.Models.Iris;
using Zkml.Statements.Device;
using Zkml.Statements.Iris;
using Zkml.Statements.Registry;

namespace Zkml.Statements.Tests.Iris;

/// <summary>A device among five in a registry, and an image it signed. Everything in it may be changed before it is used.</summary>
internal sealed class IrisCase : IDisposable
{
    public const long Time = 1_790_000_000_123;

    /// <summary>Any value of the statement challenge.</summary>
    public static readonly Ext Rho = new(KoalaBear.FromUInt32(3), KoalaBear.FromUInt32(5), KoalaBear.FromUInt32(7), KoalaBear.FromUInt32(11));

    public static readonly FirmwareVersion Firmware = new(2, 3, 400);

    private static readonly Lazy<IrisStatement> Shared = new(() => IrisStatement.For(new IrisParameters(512, 5)));

    private static readonly Lazy<IrisStatement> SharedWide = new(() => IrisStatement.For(new IrisParameters(1024, 5)));

    private static readonly Lazy<IrisStatement> SharedSha256 = new(() => IrisStatement.For(new IrisParameters(512, 5, DigestAlgorithm.Sha256)));

    private static readonly Lazy<IrisStatement> SharedOpenIris = new(() => IrisStatement.For(new IrisParameters(512, 5, Rule: MaskRule.OpenIris)));

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly DeviceMembership _membership;

    public IrisCase(byte[]? pixels = null, byte[]? mask = null, int width = 512, DeviceAttributes? attributes = null, AttackVerdict verdict = AttackVerdict.BonaFide,
        DigestAlgorithm digest = DigestAlgorithm.Poseidon2KoalaBear, bool shared = false, MaskRule rule = MaskRule.Simple)
    {
        ImageShape shape = ImageShape.Iris(width);
        Pixels = pixels ?? Noise(width * ImageShape.IrisHeight, 7);
        Mask = mask ?? [.. Enumerable.Range(0, Pixels.Length).Select(i => i % width < width / 5 ? (byte)0 : (byte)1)];
        DeviceAttributes leaf = attributes ?? new DeviceAttributes(new DeviceEpochs(70_000, 200_000), Firmware, 0xabcdef);
        Blinding = Poseidon2Commitment.RandomBlinding();
        var manifest = new CaptureManifest
        {
            Shape = shape,
            CapturedAt = Time,
            Firmware = Firmware,
            Nonce = Random(),
            HolderThumbprint = Random(),
            DigestAlgorithm = digest,
            ImageDigest = ImageDigest.Of(digest, shape, Pixels),
            MaskDigest = MaskDigest.Of(digest, shape, MaskDigest.Pack(Mask)),
            Quality = 80,
            AttackVerdict = verdict,
            AttackLevel = AttackLevel.Two,
            Salt = Random(),
        };
        Message = SigStructure.Bytes(manifest.Write());
        var tree = new PoseidonMerkleTree(5);
        for (int i = 0; i < 5; i++)
        {
            using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            byte[] key = P256Key.Of(i == 3 ? _key : other);
            tree.Append(leaf.Leaf(key));
        }

        _membership = new DeviceMembership(tree.Path(3), leaf);
        using IrisTemplate template = IrisCode.Template(Pixels, Mask, width, rule);
        Publics = new IrisPublics(
            tree.Root, 100_000, manifest.Nonce, manifest.HolderThumbprint, Time - 60_000, Time, Firmware,
            Math.Min(2000, template.ValidBits), TemplateCommitment.Commit(template, Blinding));
        if (shared)
        {
            Shares = SecretShares.Of(template);
            Publics = Publics with { Shares = Shares.Commitments() };
        }
    }

    public static IrisStatement Statement => Shared.Value;

    public static IrisStatement Sha256Statement => SharedSha256.Value;

    public static IrisStatement OpenIrisStatement => SharedOpenIris.Value;

    public static IrisStatement WideStatement => SharedWide.Value;

    public byte[] Pixels { get; set; }

    public byte[] Mask { get; set; }

    public byte[] Message { get; }

    public byte[]? Signature { get; set; }

    public KoalaBear[] Blinding { get; }

    public IrisPublics Publics { get; set; }

    public SecretShares? Shares { get; }

    /// <summary>Copies, since a use may dispose them; signed anew.</summary>
    public IrisSecrets Secrets => new(
        [.. Message], Signature ?? _key.SignData(Message, HashAlgorithmName.SHA256), P256Key.Of(_key), _membership, [.. Pixels], [.. Mask], [.. Blinding])
    {
        Shares = Shares,
    };

    public static Bytes32 Random() => new(RandomNumberGenerator.GetBytes(Bytes32.Length));

    public static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static byte[] Ones(int width = 512) => [.. Enumerable.Repeat((byte)1, width * ProbeGrid.ImageRows)];

    public void Dispose() => _key.Dispose();
}
