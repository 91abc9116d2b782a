using System.Security.Cryptography;
using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Alignment;
using Zkml.Gadgets.Hashing;
using Zkml.Gadgets.Merkle;
using Zkml.Networks;
using Zkml.Statements.Device;
using Zkml.Statements.Face;
using Zkml.Statements.Registry;
using Zkml.Statements.Tests.Iris;

namespace Zkml.Statements.Tests.Face;

/// <summary>A device among five in a registry, and a small face it signed, for a small network. Everything in it may be changed before it is used.</summary>
internal sealed class FaceCase : IDisposable
{
    public const long Time = IrisCase.Time;

    public const int Quality = 80, Outputs = 7;

    public static readonly FirmwareVersion Firmware = new(2, 3, 400);

    public static readonly PixelModel Model = Build(seed: 3);

    private static readonly Lazy<FaceStatement> Shared = new(() => FaceStatement.For(FaceParameters.Of(Model, 5), Model));

    private static readonly Lazy<FaceStatement> SharedSha256 = new(() => FaceStatement.For(FaceParameters.Of(Model, 5, DigestAlgorithm.Sha256), Model));

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly DeviceMembership _membership;

    private readonly Similarity? _transform;

    public FaceCase(PixelModel? model = null, byte[]? pixels = null, DeviceAttributes? attributes = null, AttackVerdict verdict = AttackVerdict.BonaFide,
        DigestAlgorithm digest = DigestAlgorithm.Poseidon2KoalaBear, FaceFrame? frame = null, Similarity? transform = null)
    {
        model ??= Model;
        FaceParameters parameters = FaceParameters.Of(model, frame: frame);
        ImageShape shape = FaceStatement.ShapeOf(parameters, model);
        _transform = transform;
        Pixels = pixels ?? IrisCase.Noise(shape.PixelsLength, 7);
        DeviceAttributes leaf = attributes ?? new DeviceAttributes(new DeviceEpochs(70_000, 200_000), Firmware, 0xabcdef);
        var manifest = new CaptureManifest
        {
            Shape = shape,
            CapturedAt = Time,
            Firmware = Firmware,
            Nonce = IrisCase.Random(),
            HolderThumbprint = IrisCase.Random(),
            DigestAlgorithm = digest,
            ImageDigest = ImageDigest.Of(digest, shape, Pixels),
            MaskDigest = default,
            Quality = Quality,
            AttackVerdict = verdict,
            AttackLevel = AttackLevel.Two,
            Salt = IrisCase.Random(),
        };
        Message = SigStructure.Bytes(manifest.Write());
        var tree = new PoseidonMerkleTree(5);
        for (int i = 0; i < 5; i++)
        {
            using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            tree.Append(leaf.Leaf(P256Key.Of(i == 3 ? _key : other)));
        }

        _membership = new DeviceMembership(tree.Path(3), leaf);
        Publics = new FacePublics(
            tree.Root, 100_000, manifest.Nonce, manifest.HolderThumbprint, Time - 60_000, Time, Firmware, Quality,
            FaceTemplateCommitment.For(model).Commit(FaceProver.Template(model, FaceStatement.Align(parameters, model, Pixels, transform)!), Blinding));
    }

    public static FaceStatement Statement => Shared.Value;

    public static FaceStatement Sha256Statement => SharedSha256.Value;

    public byte[] Pixels { get; set; }

    public byte[] Message { get; }

    public byte[]? Signature { get; set; }

    public KoalaBear[] Blinding { get; } = Poseidon2Commitment.RandomBlinding();

    public FacePublics Publics { get; set; }

    /// <summary>Copies, since a use may dispose them; signed anew.</summary>
    public FaceSecrets Secrets => With(_transform);

    /// <summary>The same with the face elsewhere in the frame.</summary>
    public FaceSecrets With(Similarity? transform) => new(
        [.. Message], Signature ?? _key.SignData(Message, HashAlgorithmName.SHA256), P256Key.Of(_key), _membership, [.. Pixels], [.. Blinding])
    {
        Transform = transform,
    };

    /// <summary>16 × 16 pixels, a convolution with ReLU, a dense layer: seven values of 8 bits.</summary>
    public static PixelModel Build(int seed)
    {
        var random = new Random(seed);
        var builder = new NetworkBuilder();
        int pixels = builder.Input("pixels", new TensorShape(3, 16, 16), new Interval(0, 255));
        int convolved = builder.Convolution(
            "conv", pixels, new Window(3, 3) { StrideY = 4, StrideX = 4, PadTop = 1, PadLeft = 1 }, 1, [.. Weights(4 * 3 * 9)], [.. Enumerable.Range(0, 4).Select(_ => random.Next(-500, 500))]);
        int rectified = builder.Requantise("relu", convolved, [7], 0, 127);
        int vector = builder.Reshape("vector", rectified, new TensorShape(builder.Tensors[rectified].Shape.Count, 1, 1));
        int dense = builder.Convolution("dense", vector, new Window(1, 1), 1, [.. Weights(Outputs * builder.Tensors[vector].Shape.Count)], [.. new int[Outputs]]);
        IntegerNetwork network = builder.Build(builder.Requantise("out", dense, [6], -128, 127));
        return new PixelModel(Convert.ToHexStringLower(SHA256.HashData([(byte)seed])), PixelScale.Symmetric, network);

        IEnumerable<short> Weights(int count) => Enumerable.Range(0, count).Select(_ => (short)random.Next(-60, 61));
    }

    public void Dispose() => _key.Dispose();
}
