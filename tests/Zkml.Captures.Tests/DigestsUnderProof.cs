using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Protocol.Language;

namespace Zkml.Captures.Tests;

/// <summary>The digest of an image is what the hash gadget computes from a tensor of pixels, with linear views alone in between.</summary>
public sealed class DigestsUnderProof
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_gadget_gives_the_digest_of_the_pixels_and_of_the_packed_mask(bool mask)
    {
        RowHash hash = mask ? RowHash.OfMask(Samples.Shape) : RowHash.OfImage(Samples.Shape);
        byte[] bytes = mask ? Samples.Mask : Samples.Pixels;
        var builder = new StatementBuilder("test/rows");
        // The rows are the last axis: they are the hashes that run beside each other.
        Tensor pixels = builder.Commit("pixels", hash.RowLength, hash.Rows);
        Poseidon2HashGadget rows = Poseidon2HashGadget.Constrain(builder, "rows", hash.RowSponge, Elements(pixels, hash));
        Poseidon2HashGadget top = Poseidon2HashGadget.ConstrainBlocks(builder, "top", hash.TopSponge, TopBlocks(rows.Digest, hash), 1);
        using var arena = new Arena(1 << 24);
        using var witness = new Witness(builder.Build(), arena);
        for (int i = 0; i < bytes.Length; i++)
        {
            witness.Set(pixels, [i % hash.RowLength, i / hash.RowLength], bytes[i]);
        }

        Poseidon2HashSolver.Fill(witness, rows, arena);
        Poseidon2HashSolver.Fill(witness, top, arena);

        Assert.Equal(hash.Permutations, rows.Permutations.Count + top.Permutations.Count);
        Assert.Equal(hash.Hash(bytes), Values(top.Digest, witness, arena));
    }

    /// <summary>Three pixels of a row to an element.</summary>
    private static View Elements(Tensor pixels, RowHash hash) => pixels.Map(
        AxisMap.Sparse(hash.RowElements, hash.RowLength, [.. Enumerable.Range(0, hash.RowLength).Select(x =>
            new AxisMap.Entry(x / RowHash.BytesPerElement, x, 1L << (8 * (x % RowHash.BytesPerElement))))]),
        AxisMap.Identity(hash.Rows));

    /// <summary>8 × rows to 16 × rows / 2: two digests to a block.</summary>
    private static View TopBlocks(View digests, RowHash hash)
    {
        const int Length = Poseidon2Sponge.DigestLength;
        int blocks = hash.Rows / 2;
        return digests.Then(AxisMap.Strided(2 * Length, Length, 1, 0), AxisMap.Strided(blocks, hash.Rows, 2, 0))
            + digests.Then(AxisMap.Strided(2 * Length, Length, 1, -Length), AxisMap.Strided(blocks, hash.Rows, 2, 1));
    }

    private static KoalaBear[] Values(View digest, Witness witness, Arena arena)
    {
        FieldVector values = arena.Field(digest.Shape.PaddedLength);
        ViewEvaluator.Evaluate(digest, witness, values);
        return [.. Enumerable.Range(0, Poseidon2Sponge.DigestLength).Select(i => values[digest.Shape.Cell(i, 0)])];
    }
}
