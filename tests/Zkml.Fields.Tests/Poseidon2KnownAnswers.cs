using System.Text.Json;

namespace Zkml.Fields.Tests;

public sealed class Poseidon2KnownAnswers
{
    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    public void The_published_answer_is_reproduced(int width)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("vectors", "poseidon2", "koalabear.json")));
        JsonElement answer = document.RootElement.GetProperty("widths").GetProperty(width.ToString()).GetProperty("known_answer");
        KoalaBear[] state = Elements(answer.GetProperty("input"));
        (width == 16 ? Poseidon2.Width16 : Poseidon2.Width24).Permute(state);
        Assert.Equal(Elements(answer.GetProperty("output")), state);
    }

    [Fact]
    public void Lengths_and_domains_separate_messages()
    {
        var sponge = new Poseidon2Sponge(Poseidon2.Width24, "a");
        var digests = new HashSet<string>();
        for (int length = 0; length < 40; length++)
        {
            Assert.True(digests.Add(string.Join(',', sponge.Hash(new KoalaBear[length]).Select(e => e.ToUInt32()))));
        }

        Assert.True(digests.Add(string.Join(',', new Poseidon2Sponge(Poseidon2.Width24, "b").Hash([]).Select(e => e.ToUInt32()))));
    }

    private static KoalaBear[] Elements(JsonElement array) => [.. array.EnumerateArray().Select(e => KoalaBear.FromUInt32(e.GetUInt32()))];
}
