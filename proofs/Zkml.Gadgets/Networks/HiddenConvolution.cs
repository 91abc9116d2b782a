using Zkml.Fields;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Networks;

/// <summary>
/// A convolution whose weights are committed, as in <see cref="ConvolutionShape"/>: acc − bias = weights · input, one contraction, so that no product is
/// committed. Weights are looked up as signed bytes; a bias is three such digits, d0 + 2^8·d1 + 2^16·d2.
/// </summary>
/// <remarks>
/// The accumulators are sums modulo p. Whoever uses them as integers has to know that terms · 128 · max|input| + 128·(1 + 2^8 + 2^16) stays below p/2, from the
/// bounds of the input alone.
/// </remarks>
public sealed class HiddenConvolution
{
    public const int Lowest = sbyte.MinValue, Highest = sbyte.MaxValue, BiasDigits = 3, DigitBits = 8;

    private readonly ConvolutionShape _shape;

    /// <param name="builder">Of the statement.</param>
    /// <param name="name">The layer's.</param>
    /// <param name="input">Plane × channels.</param>
    /// <param name="shape">Of the layer.</param>
    public HiddenConvolution(StatementBuilder builder, string name, Tensor input, ConvolutionShape shape)
    {
        _shape = shape;
        int plane = shape.Output.Height * shape.Output.Width, outputs = shape.OutputChannels;
        Weights = builder.Commit(name + " weights", Terms + BiasDigits, outputs);
        Accumulators = builder.Commit(name + " accumulators", plane, outputs);
        builder.AssertRange(name + " weights", Weights.View, Lowest, Highest);
        View difference = Bias().Then(AxisMap.Broadcast(plane), AxisMap.Identity(outputs)) - Accumulators.View;
        if (IsDepthwise)
        {
            builder.AssertContraction(name, new(Kernel(), "kc"), new(Windows(input), "pkc"), new(difference, "pc"));
        }
        else
        {
            builder.AssertContraction(name, new(shape.Groups == 1 ? Kernel() : GroupedKernel(), "ko"), new(Patches(input), "pk"), new(difference, "po"));
        }
    }

    /// <summary>
    /// (Terms + 3) × output channels: the weights of a channel in the order input channel of its group, kernel row, kernel column, then the digits of its bias.
    /// </summary>
    public Tensor Weights { get; }

    /// <summary>Plane × output channels.</summary>
    public Tensor Accumulators { get; }

    /// <summary>Weights of each output channel.</summary>
    public int Terms => _shape.GroupChannels * Places;

    private int Places => _shape.Kernel.Y * _shape.Kernel.X;

    private bool IsDepthwise => _shape.Groups > 1 && _shape.Groups == _shape.InputChannels && _shape.Groups == _shape.OutputChannels;

    /// <summary>The balanced digit of a bias.</summary>
    public static int BiasDigit(int bias, int place)
    {
        int rest = bias;
        for (int digit = 0; ; digit++)
        {
            int low = (sbyte)(rest & byte.MaxValue);
            if (digit == place)
            {
                return low;
            }

            rest = (rest - low) >> DigitBits;
        }
    }

    /// <param name="witness">Takes weights and biases.</param>
    /// <param name="weights">Output channels × terms.</param>
    /// <param name="bias">One for each output channel.</param>
    public void Fill(Witness witness, ReadOnlySpan<short> weights, ReadOnlySpan<int> bias)
    {
        int outputs = _shape.OutputChannels, stride = Weights.Shape.Stride(0);
        ArgumentOutOfRangeException.ThrowIfNotEqual(bias.Length, outputs, nameof(bias));
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, outputs * Terms, nameof(weights));
        Span<uint> cells = witness[Weights];
        for (int o = 0; o < outputs; o++)
        {
            for (int k = 0; k < Terms; k++)
            {
                cells[k * stride + o] = KoalaBear.FromInt64(weights[o * Terms + k]).Montgomery;
            }

            for (int d = 0; d < BiasDigits; d++)
            {
                cells[(Terms + d) * stride + o] = KoalaBear.FromInt64(BiasDigit(bias[o], d)).Montgomery;
            }
        }
    }

    /// <summary>1 × output channels.</summary>
    private View Bias() => Weights.Map(
        AxisMap.Sparse(1, Terms + BiasDigits, [.. Enumerable.Range(0, BiasDigits).Select(d => new AxisMap.Entry(0, Terms + d, 1L << (DigitBits * d)))]),
        AxisMap.Identity(_shape.OutputChannels));

    /// <summary>Terms × output channels.</summary>
    private View Kernel() => Weights.Map(AxisMap.Slice(Terms + BiasDigits, 0, Terms), AxisMap.Identity(_shape.OutputChannels));

    /// <summary>Terms of all groups × output channels, zero where a channel does not read the group.</summary>
    private View GroupedKernel()
    {
        int outputs = _shape.OutputChannels, each = outputs / _shape.Groups;
        View sum = View.Zero(Shape.Of(_shape.Groups * Terms, outputs));
        for (int group = 0; group < _shape.Groups; group++)
        {
            int start = group * Terms, first = group * each;
            sum += Weights.Map(
                AxisMap.Sparse(_shape.Groups * Terms, Terms + BiasDigits, [.. Enumerable.Range(0, Terms).Select(k => new AxisMap.Entry(start + k, k, 1))]),
                AxisMap.Sparse(outputs, outputs, [.. Enumerable.Range(first, each).Select(o => new AxisMap.Entry(o, o, 1))]));
        }

        return sum;
    }

    /// <summary>Plane × (channels · kernel places): what each output place reads, channel by channel.</summary>
    private View Patches(Tensor input)
    {
        int channels = _shape.InputChannels;
        View sum = View.Zero(Shape.Of(_shape.Output.Height * _shape.Output.Width, channels * Places));
        foreach ((int place, AxisMap map) in Read())
        {
            sum += input.Map(map, Places == 1 ? AxisMap.Identity(channels) : AxisMap.Sparse(
                channels * Places, channels, [.. Enumerable.Range(0, channels).Select(c => new AxisMap.Entry(c * Places + place, c, 1))]));
        }

        return sum;
    }

    /// <summary>Plane × kernel places × channels.</summary>
    private View Windows(Tensor input)
    {
        int channels = _shape.InputChannels;
        View sum = View.Zero(Shape.Of(_shape.Output.Height * _shape.Output.Width, Places, channels));
        foreach ((int place, AxisMap map) in Read())
        {
            sum += input.MapAs(Shape.Of(input.Shape[0], 1, channels), map, AxisMap.Place(Places, place), AxisMap.Identity(channels));
        }

        return sum;
    }

    /// <summary>The kernel places that some output reads inside the image.</summary>
    private IEnumerable<(int Place, AxisMap Map)> Read() =>
        from u in Enumerable.Range(0, _shape.Kernel.Y)
        from v in Enumerable.Range(0, _shape.Kernel.X)
        let map = ConvolutionView.Places(_shape, u, v)
        where map.Entries().Any()
        select (u * _shape.Kernel.X + v, map);
}
