using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Gadgets.Sha256;
using Zkml.Protocol.Language;
using Zkml.Statements.Inference;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Face;

/// <summary>
/// The digest of the image and the commitment to the template. With Poseidon2 both are one batch of permutations: 784 for the rows of 112 × 112 pixels, 56
/// for their digests, 12 for 512 values. With SHA-256 the batch has the commitment alone, and the image is 588 blocks.
/// </summary>
internal sealed class FaceHashes
{
    private const int RowsJob = 0, ImageJob = 1;

    private readonly int _templateJob;

    private readonly ImageShape _shape;

    public FaceHashes(StatementBuilder builder, (ImageShape Shape, DigestAlgorithm Digest, Tensor Pixels) image, CompiledNetwork network, OutputCommitment commitment)
    {
        _shape = image.Shape;
        Blinding = builder.Commit("template blinding", Poseidon2Commitment.BlindingLength, 1);
        Poseidon2HashJob[] images = [];
        if (image.Digest == DigestAlgorithm.Sha256)
        {
            Chain = new Sha256Chain(builder, "image hash", image.Shape.PixelsLength);
            FacePixels.AssertHashed(builder, image.Pixels, Chain);
        }
        else
        {
            RowHash hash = RowHash.OfImage(image.Shape);
            Packed = FacePixels.Pack(builder, image.Pixels, image.Shape);
            images = [ImageHashes.Rows(hash), ImageHashes.Top(hash)];
        }

        _templateJob = images.Length;
        Batch = Poseidon2HashBatch.Commit(builder, "image hashes", [.. images, commitment.Job]);
        View[] messages = Packed is null ? [] : [Packed.View, ImageHashes.Top(Batch.Digest(RowsJob))];
        Batch.Constrain([.. messages, commitment.Message(Blinding, network)]);
    }

    /// <summary>Null with Poseidon2.</summary>
    public Sha256Chain? Chain { get; }

    /// <summary>Null with SHA-256.</summary>
    public Tensor? Packed { get; }

    public Poseidon2HashBatch Batch { get; }

    /// <summary>8 × 1.</summary>
    public Tensor Blinding { get; }

    /// <summary>8 × 1.</summary>
    public View Commitment => Batch.Digest(_templateJob);

    public void AssertDigest(StatementBuilder builder, CaptureViews capture) => builder.AssertZero(
        "image digest", Chain is null ? capture.ImageElements - Batch.Digest(ImageJob) : capture.ImageDigest - Chain.DigestBytes);

    /// <summary>Hashes the pixels and the output that the witness has already.</summary>
    /// <returns>The digest of the image.</returns>
    public Bytes32 Fill(Witness witness, Arena arena, FaceSecrets secrets)
    {
        for (int i = 0; i < secrets.Blinding.Length; i++)
        {
            witness[Blinding][i] = secrets.Blinding[i].Montgomery;
        }

        if (Packed is not null)
        {
            FacePixels.Fill(witness, Packed, _shape, secrets.Pixels);
        }

        Poseidon2HashBatchSolver.Fill(witness, Batch, arena);
        return Chain is null
            ? ImageHashes.Elements(witness, arena, Batch.Digest(ImageJob))
            : new Bytes32(Sha256Solver.Fill(Chain, witness, secrets.Pixels));
    }
}
