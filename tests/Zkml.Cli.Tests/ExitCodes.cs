using Zkml.Cli.Proofs;
using Zkml.Statements.Face;
using Zkml.Statements.Personhood;

namespace Zkml.Cli.Tests;

public sealed class ExitCodes
{
    [Theory]
    [InlineData("bench", "nothing", "There is no bench 'nothing'; there is: echo, lie, secret.")]
    [InlineData("bench", "echo", "--runs takes a whole number", "--runs", "0")]
    [InlineData("bench", "echo", "--size takes a whole number", "--size", "many")]
    [InlineData("verify", "/no/such/file", "Cannot read /no/such/file")]
    [InlineData("conjure", "echo", "'conjure' is not known here.")]
    [InlineData("verify", "", "<file> is empty.")]
    [InlineData("verify", "/no/such/file", "--issuer is empty.", "--issuer", "")]
    [InlineData("up", "--data", "--data is empty.", "")]
    [InlineData("device", "issue", "--root is empty.", "--root", "", "--serial", "X", "--out", "camera")]
    public void Bad_usage_is_2_with_one_sentence_on_standard_error(string command, string argument, string sentence, params string[] more)
    {
        (int code, string result, string error) = Cli.Run([command, argument, .. more]);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Empty(result);
        Assert.StartsWith($"zkml: {sentence}", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Every_reason_why_there_is_no_proof_has_words()
    {
        string[] words =
        [
            .. Enum.GetValues<PersonhoodFault>().Where(fault => fault != PersonhoodFault.None).Select(FaultWords.Of),
            .. Enum.GetValues<FaceMatchFault>().Where(fault => fault != FaceMatchFault.None).Select(FaultWords.Of),
        ];

        Assert.All(words, word => Assert.EndsWith(".", word, StringComparison.Ordinal));
        Assert.Distinct(words);
    }

    [Theory]
    [InlineData("Z", ExitCode.Ok, "VALID letter proof")]
    [InlineData("ZZ", ExitCode.Invalid, "INVALID letter proof: trailing bytes")]
    [InlineData("A", ExitCode.Usage, "")]
    [InlineData("", ExitCode.Usage, "")]
    public void A_verdict_is_0_or_1_and_an_unknown_file_2(string content, int expected, string verdict)
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, content);
        (int code, string result, _) = Cli.Run("verify", path);
        File.Delete(path);

        Assert.Equal(expected, code);
        Assert.StartsWith(verdict, result, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pin_that_nothing_would_check_is_refused()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "Z");
        (int code, string result, string error) = Cli.Run("verify", path, "--issuer", "https://issuer.example");
        int known = Cli.Run("verify", path, "--context", new string('0', 64)).Code;
        File.Delete(path);

        Assert.Equal((ExitCode.Usage, ""), (code, result));
        Assert.Equal("zkml: --issuer is not checked for this letter proof: leave it out.", error.TrimEnd());
        Assert.Equal(ExitCode.Ok, known);
    }

    [Fact]
    public void A_name_that_no_certificate_holds_is_refused_before_a_key_is_made()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        (int code, _, string error) = Cli.Run("device", "root", "--name", new string('a', 65), "--out", folder);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Equal("zkml: --name takes 1 to 64 characters.", error.TrimEnd());
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void A_fault_of_the_program_is_3_with_one_sentence_and_no_stack_trace()
    {
        (int code, string result, string error) = Cli.Run("bench", "secret");

        Assert.Equal(ExitCode.Failure, code);
        Assert.Empty(result);
        Assert.Equal("zkml: Internal error (InvalidOperationException): broken Set ZKML_DEBUG=1 to see where.", error.TrimEnd());
    }

    [Fact]
    public void What_an_error_quotes_cannot_move_the_terminals_cursor_or_begin_a_line()
    {
        (int code, _, string error) = Cli.Run("verify", "\u001b[2J\nVALID bundle" + new string('x', 100_000));

        Assert.Equal(ExitCode.Usage, code);
        Assert.DoesNotContain(error.TrimEnd(), char.IsControl);
        Assert.InRange(error.Length, 1, 2100);
    }

    [Fact]
    public void A_bench_whose_proof_does_not_verify_is_1_and_reports_no_figure()
    {
        (int code, string result, _) = Cli.Run("bench", "lie", "--json");

        Assert.Equal(ExitCode.Invalid, code);
        Assert.Empty(result);
    }

    [Fact]
    public void Help_is_0_even_where_an_argument_is_missing() => Assert.Equal(ExitCode.Ok, Cli.Run("verify", "--help").Code);
}
