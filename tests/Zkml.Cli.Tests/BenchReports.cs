using System.Text.Json;
using Zkml.Cli.Bench;

namespace Zkml.Cli.Tests;

public sealed class BenchReports
{
    [Fact]
    public void The_document_has_every_field_under_its_published_name()
    {
        (int code, string result, string error) = Cli.Run("bench", "echo", "--size", "4", "--runs", "3", "--threads", "1", "--json");
        using JsonDocument document = JsonDocument.Parse(result);
        JsonElement root = document.RootElement;

        Assert.Equal(ExitCode.Ok, code);
        Assert.Empty(error);
        Assert.Equal(
            ["name", "size", "threads", "runs", "proveMs", "verifyMs", "proofBytes", "peakRssMb", "committed", "lookups", "soundnessBits"],
            root.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("echo", 4, 1, 3), (root.GetProperty("name").GetString(), Int(root, "size"), Int(root, "threads"), Int(root, "runs")));
        Assert.Equal((4, 7, 5), (Int(root, "proofBytes"), Int(root, "committed"), Int(root, "lookups")));
        Assert.Equal(101.5, root.GetProperty("soundnessBits").GetDouble());
        Assert.True(root.GetProperty("peakRssMb").GetDouble() > 1);
        Assert.Equal(["min", "median", "max"], root.GetProperty("proveMs").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void The_text_names_the_work_and_its_default_size()
    {
        (int code, string result, _) = Cli.Run("bench", "echo");

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("echo, size 3", result, StringComparison.Ordinal);
        Assert.Contains("soundness 101.5 bits", result, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_name_the_benches_are_listed()
    {
        using JsonDocument document = JsonDocument.Parse(Cli.Run("bench", "--json").Result);

        Assert.Equal(["echo", "lie", "secret"], document.RootElement.EnumerateArray().Select(b => b.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData(new double[] { 5 }, 5, 5, 5)]
    [InlineData(new double[] { 3, 1, 2 }, 1, 2, 3)]
    [InlineData(new double[] { 4, 1, 2, 9 }, 1, 3, 9)]
    public void The_spread_is_least_middle_and_greatest(double[] milliseconds, double min, double median, double max) =>
        Assert.Equal(new Spread(min, median, max), Spread.Of([.. milliseconds.Select(TimeSpan.FromMilliseconds)]));

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
