using CsCheck;
using Zkml.Matching.Faces;

namespace Zkml.Matching.Tests.Faces;

public sealed class FaceTemplateFiles
{
    private static readonly byte[] Sample = FaceTemplateJson.Write(new FaceTemplate("0123abcd symmetric", -128, 127, [-128, 0, 5, 127], [.. Enumerable.Range(0, 32).Select(i => (byte)i)]));

    [Fact]
    public void Read_back_what_was_written()
    {
        Assert.True(FaceTemplateJson.Recognises(Sample));
        Assert.True(FaceTemplateJson.TryRead(Sample, out FaceTemplate? template, out _));
        Assert.Equal(("0123abcd symmetric", -128, 127), (template.ModelName, template.Least, template.Greatest));
        Assert.Equal([-128, 0, 5, 127], template.Values);
        Assert.Equal(Sample, FaceTemplateJson.Write(template));
    }

    [Fact]
    public void Have_one_form_only()
    {
        Assert.All(Enumerable.Range(0, Sample.Length), length => Assert.False(FaceTemplateJson.TryRead(Sample.AsSpan(0, length), out _, out _)));
        Assert.False(FaceTemplateJson.TryRead([.. Sample, (byte)' '], out _, out string problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Changed_anywhere_are_another_file_or_none() =>
        Gen.Select(Gen.Int[0, Sample.Length - 1], Gen.Byte[1, 255]).Sample((place, change) =>
        {
            byte[] file = [.. Sample];
            file[place] ^= change;
            return !FaceTemplateJson.TryRead(file, out FaceTemplate? read, out _) || FaceTemplateJson.Write(read).AsSpan().SequenceEqual(file);
        });

    [Fact]
    public void Hold_values_of_their_interval_only()
    {
        Assert.Throws<ArgumentException>(() => new FaceTemplate("m", -128, 126, [127], new byte[32]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaceTemplate("m", -128, 128, [1], new byte[32]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaceTemplate("m", -128, 127, [], new byte[32]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaceTemplate("m", -128, 127, [1], new byte[31]));
    }

    [Fact]
    public void Show_nothing_as_text_and_nothing_once_disposed()
    {
        var template = new FaceTemplate("m", -128, 127, [1, 2], [.. Enumerable.Repeat((byte)7, 32)]);
        template.Dispose();
        Assert.Equal(nameof(FaceTemplate), template.ToString());
        Assert.All(template.Values, value => Assert.Equal(0, value));
        Assert.All(template.Opening, value => Assert.Equal(0, value));
    }
}
