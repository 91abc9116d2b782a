using Zkml.Captures;
using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Personhood;

/// <summary>A <see cref="RowHash"/> as two jobs of a batch of permutations: all rows, then the one hash of their digests.</summary>
internal static class ImageHashes
{
    private const int Rate = 16, Digest = Poseidon2Sponge.DigestLength;

    public static Poseidon2HashJob Rows(RowHash hash) => new(hash.RowSponge, hash.RowElements, hash.Rows);

    public static Poseidon2HashJob Top(RowHash hash) => new(hash.TopSponge, hash.Rows * Digest, 1);

    /// <summary>The message of the top: two digests of rows to a block.</summary>
    /// <param name="digests">8 × rows.</param>
    public static View Top(View digests)
    {
        const int PerBlock = Rate / Digest;
        int rows = digests.Shape[1], blocks = (rows + PerBlock - 1) / PerBlock;
        View sum = View.Zero(Shape.Of(Rate, blocks));
        for (int half = 0; half < PerBlock; half++)
        {
            sum += digests.Then(AxisMap.Strided(Rate, Digest, 1, -half * Digest), AxisMap.Strided(blocks, rows, PerBlock, half));
        }

        return sum;
    }

    /// <summary>The value of a digest of 8 elements.</summary>
    public static Bytes32 Elements(Witness witness, Arena arena, View elements)
    {
        Arena.Mark mark = arena.Position;
        FieldVector values = arena.Field(elements.Shape.PaddedLength);
        ViewEvaluator.Evaluate(elements, witness, values);
        KoalaBear[] digest = [.. values.Span.ToArray().Select(KoalaBear.FromMontgomery)];
        arena.Release(mark);
        return RowHash.WriteDigest(digest);
    }
}
