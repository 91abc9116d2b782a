using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Gadgets.Networks;
using Zkml.Protocol.Language;

namespace Zkml.Statements.Inference;

/// <summary>The value of <see cref="ModelCommitment"/> for hidden weights: all its hashes are one batch of permutations.</summary>
internal sealed class ModelCommitmentGadget
{
    private const int Digest = Poseidon2Sponge.DigestLength, Blinded = Poseidon2Commitment.BlindingLength;

    private readonly Poseidon2HashBatch _batch;
    private readonly IReadOnlyList<HiddenConvolution> _layers;

    public ModelCommitmentGadget(StatementBuilder builder, ModelCommitment commitment, IReadOnlyList<HiddenConvolution> layers)
    {
        _layers = layers;
        Blinding = builder.Commit("model blinding", Blinded, 1);
        int rows = layers.Sum(Channels);
        _batch = Poseidon2HashBatch.Commit(builder, "model hashes",
        [
            .. layers.Select(l => new Poseidon2HashJob(ModelCommitment.RowSponge, ModelCommitment.RowLength(l.Terms), Channels(l))),
            new Poseidon2HashJob(commitment.Sponge, Blinded + rows * Digest, 1),
        ]);
        _batch.Constrain([.. layers.Select((l, job) => Rows(l, _batch.Jobs[job])), Whole()]);
    }

    /// <summary>8 × 1. Not constrained to be uniform: who commits protects himself.</summary>
    public Tensor Blinding { get; }

    /// <summary>8 × 1.</summary>
    public View Commitment => _batch.Digest(_layers.Count);

    /// <summary>Hashes the weights that the witness has already.</summary>
    public void Fill(Witness witness, ReadOnlySpan<KoalaBear> blinding, Arena arena)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(blinding.Length, Blinded, nameof(blinding));
        Span<uint> cells = witness[Blinding];
        for (int i = 0; i < blinding.Length; i++)
        {
            cells[i] = blinding[i].Montgomery;
        }

        Poseidon2HashBatchSolver.Fill(witness, _batch, arena);
    }

    private static int Channels(HiddenConvolution layer) => layer.Weights.Shape[1];

    /// <summary>Rate × (blocks · channels): block b of channel o in column b·O + o.</summary>
    private static View Rows(HiddenConvolution layer, Poseidon2HashJob job)
    {
        int channels = Channels(layer), numbers = layer.Weights.Shape[0], rate = job.Sponge.Rate, each = rate * ModelCommitment.PerElement;
        View sum = View.Zero(Shape.Of(rate, job.Permutations));
        for (int block = 0; block < job.Blocks; block++)
        {
            int[] packed = [.. Enumerable.Range(block * each, Math.Min(each, numbers - block * each))];
            var least = new Coefficient[rate];
            for (int e = 0; e < rate; e++)
            {
                least[e] = packed.Where(k => Element(k) == e).Sum(k => HiddenConvolution.Lowest * ModelCommitment.Worth(k));
            }

            sum += layer.Weights.Map(
                AxisMap.Sparse(rate, numbers, [.. packed.Select(k => new AxisMap.Entry(Element(k), k, ModelCommitment.Worth(k)))]),
                AxisMap.Strided(job.Permutations, channels, 1, -block * channels));
            sum -= View.ConstantProduct(AxisMap.Weights(least), AxisMap.Sparse(
                job.Permutations, 1, [.. Enumerable.Range(block * channels, channels).Select(c => new AxisMap.Entry(c, 0, 1))]));
        }

        return sum;

        int Element(int number) => number / ModelCommitment.PerElement % rate;
    }

    /// <summary>Blinding, then the digests of all rows, two to a block: digest d, the blinding being the first, is half d mod 2 of block d / 2.</summary>
    private View Whole()
    {
        Poseidon2HashJob job = _batch.Jobs[^1];
        int rate = job.Sponge.Rate, halves = rate / Digest, first = 1;
        View sum = Blinding.Map(AxisMap.Strided(rate, Blinded, 1, 0), AxisMap.Place(job.Blocks, 0));
        for (int layer = 0; layer < _layers.Count; layer++)
        {
            int channels = Channels(_layers[layer]);
            for (int half = 0; half < halves; half++)
            {
                sum += _batch.Digest(layer).Then(
                    AxisMap.Strided(rate, Digest, 1, -half * Digest), AxisMap.Strided(job.Blocks, channels, halves, half - first));
            }

            first += channels;
        }

        return sum;
    }
}
