using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Gadgets.Networks;
using Zkml.Networks;

namespace Zkml.Statements.Inference;

/// <summary>
/// The commitment to the weights and biases of a private model, made once and opened inside every proof:
///   row of layer l, channel o = Sponge_row(weights of o ‖ digits of its bias, counted from −128, three to an element, first lowest)
///   commitment = Sponge(8 uniform elements ‖ all rows, layer by layer)
/// The architecture's id is in the last domain, and with it the length of every part. Hiding: the blinding is hashed before any row. Binding: collision
/// resistance of Poseidon2.
/// </summary>
public sealed class ModelCommitment
{
    internal const int PerElement = 3;

    private readonly HiddenConvolutionLayer[] _layers;

    public ModelCommitment(Architecture architecture)
    {
        _layers = [.. architecture.Network.Layers.OfType<HiddenConvolutionLayer>()];
        Sponge = new Poseidon2Sponge(Poseidon2.Width24, $"zkml private model 1 {Convert.ToHexStringLower(architecture.Id.AsSpan())}");
    }

    internal static Poseidon2Sponge RowSponge { get; } = new(Poseidon2.Width24, "zkml private model row 1");

    internal Poseidon2Sponge Sponge { get; }

    /// <param name="model">Of this architecture.</param>
    /// <param name="blinding">8 uniform elements; kept, since every proof needs them.</param>
    public KoalaBear[] Commit(IntegerNetwork model, ReadOnlySpan<KoalaBear> blinding)
    {
        KoalaBear[] rows = [.. _layers.SelectMany(hidden => Rows((ConvolutionLayer)model.Layers.Single(l => l.Output == hidden.Output), hidden.Terms))];
        KoalaBear[] commitment = Poseidon2Commitment.Commit(Sponge, blinding, rows);
        Array.Clear(rows);
        return commitment;
    }

    /// <summary>Elements of a row.</summary>
    internal static int RowLength(int terms) => (terms + HiddenConvolution.BiasDigits + PerElement - 1) / PerElement;

    /// <summary>What a number is worth within its element.</summary>
    internal static long Worth(int number) => 1L << (HiddenConvolution.DigitBits * (number % PerElement));

    private static KoalaBear[] Rows(ConvolutionLayer layer, int terms)
    {
        var digests = new KoalaBear[layer.Bias.Length * Poseidon2Sponge.DigestLength];
        ArgumentOutOfRangeException.ThrowIfNotEqual(layer.Weights.Length, layer.Bias.Length * terms, nameof(layer));
        Parallel.For(0, layer.Bias.Length, o =>
        {
            var row = new KoalaBear[RowLength(terms)];
            for (int k = 0; k < terms + HiddenConvolution.BiasDigits; k++)
            {
                int number = k < terms ? layer.Weights[o * terms + k] : HiddenConvolution.BiasDigit(layer.Bias[o], k - terms);
                row[k / PerElement] += KoalaBear.FromInt64((number - HiddenConvolution.Lowest) * Worth(k));
            }

            RowSponge.Hash(row).CopyTo(digests.AsSpan(o * Poseidon2Sponge.DigestLength));
            Array.Clear(row);
        });
        return digests;
    }
}
