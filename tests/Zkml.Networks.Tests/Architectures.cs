using System.Collections.Immutable;
using System.Text;

namespace Zkml.Networks.Tests;

/// <summary>What is public of a model with secret weights: one form, weights of every kind allowed by its bounds, nothing else read.</summary>
public sealed class Architectures
{
    [Fact]
    public void It_is_the_same_for_other_weights_of_like_size_and_holds_none()
    {
        Architecture first = Architecture.Of(Model(110, 100)), second = Architecture.Of(Model(-100, -7));
        Assert.Equal(first.Id, second.Id);
        Assert.DoesNotContain("weights", Encoding.UTF8.GetString(first.File.AsSpan()), StringComparison.Ordinal);
        Assert.Equal(first.Network.Layers.Length, Model(3, 100).Layers.Length);
    }

    [Fact]
    public void Its_intervals_hold_for_the_largest_weights_and_biases()
    {
        Interval accumulators = Architecture.Of(Model(1, 1)).Network.Tensors[1].Interval;
        foreach ((short weight, long bias) in ((short, long)[])[(127, HiddenConvolutionLayer.Biases.Max), (-128, HiddenConvolutionLayer.Biases.Min)])
        {
            Interval actual = Model(weight, (int)bias, withTable: false).Tensors[1].Interval;
            Assert.True(accumulators.Contains(actual.Min) && accumulators.Contains(actual.Max));
        }
    }

    [Fact]
    public void What_is_written_is_read_and_every_changed_byte_is_another_architecture_or_none()
    {
        Architecture written = Architecture.Of(Model(1, 1));
        byte[] file = [.. written.File];
        Assert.Equal(written.Id, Architecture.TryRead(file, out _)!.Id);
        for (int i = 0; i < file.Length; i++)
        {
            foreach (byte change in (byte[])[1, 4, 0x10, 0x80])
            {
                byte[] changed = [.. file];
                changed[i] ^= change;
                Architecture? read = Architecture.TryRead(changed, out string problem);
                Assert.True(read is null ? problem.Length > 0 : !read.Id.SequenceEqual(written.Id), $"byte {i}");
            }
        }
    }

    [Fact]
    public void A_part_a_longer_file_and_another_form_are_refused()
    {
        byte[] file = [.. Architecture.Of(Model(1, 1)).File];
        string text = Encoding.UTF8.GetString(file);
        foreach (string other in (string[])[text[..^1], text + " ", text + "{}", "", "null", "{}", text.Replace("\"min\"", "\"MIN\"", StringComparison.Ordinal), text.Replace("\"layers\":[", "\"layers\":[null,", StringComparison.Ordinal)])
        {
            Assert.Null(Architecture.TryRead(Encoding.UTF8.GetBytes(other), out string problem));
            Assert.NotEmpty(problem);
        }
    }

    [Theory]
    [InlineData(128, 0, "signed bytes")]
    [InlineData(0, 1 << 23, "more than a secret bias")]
    public void Weights_that_cannot_be_secret_are_named(short weight, int bias, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<ModelProblemException>(() => Architecture.Of(Model(weight, bias, withTable: false))).Message, StringComparison.Ordinal);

    [Fact]
    public void Accumulators_that_could_wrap_with_other_weights_are_refused_with_a_sentence()
    {
        var builder = new NetworkBuilder();
        const int Inputs = 40_000;
        int x = builder.Input("x", new TensorShape(Inputs, 1, 1), new Interval(0, 255));
        IntegerNetwork wide = builder.Build(builder.Convolution("wide", x, new Window(1, 1), 1, [.. new short[Inputs]], [0]));
        Assert.Contains("could wrap", Assert.Throws<ModelProblemException>(() => Architecture.Of(wide)).Message, StringComparison.Ordinal);
    }

    /// <summary>A convolution, a rounding and a table; the table needs weights that reach both roundings.</summary>
    private static IntegerNetwork Model(short weight, int bias, bool withTable = true)
    {
        var builder = new NetworkBuilder();
        int x = builder.Input("x", new TensorShape(2, 4, 3), new Interval(-128, 127));
        int sums = builder.Convolution(
            "conv", x, new Window(3, 3) { PadTop = 1, PadLeft = 1 }, 1, [.. Enumerable.Repeat(weight, 3 * 2 * 9)], ImmutableArray.Create(bias, bias, bias));
        int eight = builder.Requantise("round", sums, [1, 2, 3], 0, 1);
        return builder.Build(withTable ? builder.Lookup("table", eight, [5, -5]) : eight);
    }
}
