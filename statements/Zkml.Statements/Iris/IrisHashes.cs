using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Matching;
using Zkml.Models.Iris;
using Zkml.Protocol.Language;
using Zkml.Statements.Personhood;

namespace Zkml.Statements.Iris;

/// <summary>
/// The commitment to the template (<see cref="TemplateCommitment"/>) and the digests of image and mask. With Poseidon2 all are one batch of permutations:
/// the image's rows, the mask's rows, the two tops (<see cref="RowHash"/>), the commitment. 1 889 permutations for 512 columns, below 2^11;
/// 3 425 for 1024, below 2^12; with shares of the template 6 147 more. With SHA-256 (<see cref="PixelSha256"/>) the batch has the commitments alone.
/// </summary>
internal sealed class IrisHashes
{
    private const int ImageRowsJob = 0, MaskRowsJob = 1, ImageJob = 2, MaskJob = 3;

    private const int Rows = ProbeGrid.ImageRows, Rate = TemplateCommitment.Rate;

    private const int BitsPerElement = 24, BitsPerByte = 8;

    private readonly int _templateJob;

    public IrisHashes(StatementBuilder builder, IrisParameters parameters, IrisCodeGadget code, IrisShares? shares)
    {
        Blinding = builder.Commit("template blinding", Poseidon2Commitment.BlindingLength, 1);
        Poseidon2HashJob[] images = [];
        if (parameters.Digest == DigestAlgorithm.Sha256)
        {
            Pixels = new PixelSha256(builder, parameters.Shape, code);
        }
        else
        {
            images = ImageJobs(RowHash.OfImage(parameters.Shape), RowHash.OfMask(parameters.Shape));
        }

        _templateJob = images.Length;
        int[] parts = [.. Enumerable.Range(0, shares is null ? 0 : ShareLayout.Shares)];
        Batch = Poseidon2HashBatch.Commit(
            builder,
            "image hashes",
            [
                .. images, new Poseidon2HashJob(TemplateCommitment.Sponge, TemplateCommitment.Length, 1),
                .. parts.Select(_ => new Poseidon2HashJob(ShareCommitment.Sponge, ShareCommitment.Length, 1)),
            ]);
        Batch.Constrain([.. images.Length == 0 ? [] : ImageMessages(code), Template(code), .. parts.Select(i => shares!.Message(i))]);
    }

    /// <summary>Null with Poseidon2.</summary>
    public PixelSha256? Pixels { get; }

    public Poseidon2HashBatch Batch { get; }

    /// <summary>8 × 1.</summary>
    public Tensor Blinding { get; }

    /// <summary>8 × 1.</summary>
    public View Commitment => Batch.Digest(_templateJob);

    /// <summary>8 × 1: the commitment to a share.</summary>
    public View Share(int index) => Batch.Digest(_templateJob + 1 + index);

    public void AssertDigests(StatementBuilder builder, CaptureViews capture)
    {
        (View image, View mask) = Pixels is null
            ? (capture.ImageElements - Batch.Digest(ImageJob), capture.MaskElements - Batch.Digest(MaskJob))
            : (capture.ImageDigest - Pixels.Image.DigestBytes, capture.MaskDigest - Pixels.Mask.DigestBytes);
        builder.AssertZero("image digest", image);
        builder.AssertZero("mask digest", mask);
    }

    /// <summary>Hashes the pixels and the mask that the witness has already.</summary>
    /// <returns>Their digests.</returns>
    public (Bytes32 Image, Bytes32 Mask) Fill(Witness witness, Arena arena, IrisSecrets secrets)
    {
        for (int i = 0; i < secrets.Blinding.Length; i++)
        {
            witness[Blinding][i] = secrets.Blinding[i].Montgomery;
        }

        Poseidon2HashBatchSolver.Fill(witness, Batch, arena);
        return Pixels?.Fill(witness, secrets) ?? (ImageHashes.Elements(witness, arena, Batch.Digest(ImageJob)), ImageHashes.Elements(witness, arena, Batch.Digest(MaskJob)));
    }

    private static Poseidon2HashJob[] ImageJobs(RowHash image, RowHash mask) =>
        [ImageHashes.Rows(image), ImageHashes.Rows(mask), ImageHashes.Top(image), ImageHashes.Top(mask)];

    private View[] ImageMessages(IrisCodeGadget code) =>
    [
        RowBlocks(code.Pixels, Batch.Jobs[ImageRowsJob], RowHash.BytesPerElement, BitsPerByte),
        RowBlocks(code.PixelMask, Batch.Jobs[MaskRowsJob], BitsPerElement, 1),
        ImageHashes.Top(Batch.Digest(ImageRowsJob)),
        ImageHashes.Top(Batch.Digest(MaskRowsJob)),
    ];

    /// <summary>Columns × rows, so many columns of so many bits to an element, as blocks of all rows: 16 × blocks·128.</summary>
    private static View RowBlocks(Tensor values, Poseidon2HashJob job, int perElement, int bits)
    {
        int width = values.Shape[0];
        View sum = View.Zero(Shape.Of(Rate, job.Permutations));
        for (int block = 0; block < job.Blocks; block++)
        {
            int first = block * Rate * perElement, count = Math.Min(Rate * perElement, width - first);
            AxisMap pack = AxisMap.Sparse(Rate, width, [.. Enumerable.Range(0, count).Select(i =>
                new AxisMap.Entry(i / perElement, first + i, 1L << (bits * (i % perElement))))]);
            sum += values.Map(pack, AxisMap.Strided(job.Permutations, Rows, 1, -block * Rows));
        }

        return sum;
    }

    private View Template(IrisCodeGadget code)
    {
        const int Code = TemplateCommitment.RowBits, MaskBlock = 1 + ProbeGrid.Rows * TemplateCommitment.BlocksPerRow;
        int repeated = code.Mask.PartsPerBit;
        View sum = Blinding.Map(AxisMap.Strided(Rate, Poseidon2Commitment.BlindingLength, 1, 0), AxisMap.Place(TemplateCommitment.Blocks, 0));
        for (int block = 0; block < TemplateCommitment.BlocksPerRow; block++)
        {
            sum += code.Code.MapAs(Shape.Of(Code, ProbeGrid.Rows), PackBits(block, 1), RowsTo(1 + block));
            sum += code.Mask.Bits.MapAs(Shape.Of(Code / repeated, ProbeGrid.Rows), PackBits(block, repeated), RowsTo(MaskBlock + block));
        }

        return sum;
    }

    /// <summary>Bits 384·block … of a row, 24 to an element; the source has one bit for <paramref name="repeated"/> neighbours.</summary>
    private static AxisMap PackBits(int block, int repeated)
    {
        int first = block * TemplateCommitment.BitsPerBlock, count = Math.Min(TemplateCommitment.BitsPerBlock, TemplateCommitment.RowBits - first);
        return AxisMap.Sparse(Rate, TemplateCommitment.RowBits / repeated, [.. Enumerable.Range(0, count).Select(i => new AxisMap.Entry(
            i / TemplateCommitment.BitsPerElement, (first + i) / repeated, 1L << (i % TemplateCommitment.BitsPerElement)))]);
    }

    /// <summary>Row i goes to block start + 3i.</summary>
    private static AxisMap RowsTo(int start) => AxisMap.Sparse(TemplateCommitment.Blocks, ProbeGrid.Rows, [.. Enumerable.Range(0, ProbeGrid.Rows)
        .Select(i => new AxisMap.Entry(start + i * TemplateCommitment.BlocksPerRow, i, 1))]);
}
