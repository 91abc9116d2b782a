using System.Security.Cryptography;
using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Hostile;

/// <summary>For given randomness the bytes of a proof are a function of the statement and the witness alone.</summary>
public sealed class Determinism
{
    /// <summary>
    /// SHA-256 of the proof of <see cref="ToyParts.All"/>, size 200, stream 1. Changes with every change of the proof format, and then
    /// nowhere else: print it from the failure of the test, after checking that the change was meant. The suite runs with AVX-512 and
    /// without, so the constant also says that both paths give the same bytes.
    /// </summary>
    private const string Golden = "d5d098d72873823ef0b88c7d2580529f57ca9586869cd32cc58c8eac3a15eb8e";

    private static readonly ToyStatement Toy = new(ToyParts.All, size: 200);
    private static readonly ProtocolPlan Plan = ProtocolPlan.For(Toy.Statement);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_bytes_do_not_depend_on_threads_or_instruction_set(int threads) =>
        Assert.True(Golden == Digest(threads), $"the proof has digest {Digest(threads)}");

    [Fact]
    public void The_second_run_of_the_suite_takes_the_portable_path() =>
        Assert.True(Environment.GetEnvironmentVariable("DOTNET_EnableAVX512") != "0" || !Lane16.IsSupported);

    [Fact]
    public void An_arena_that_served_before_changes_nothing()
    {
        using var arena = new Arena(1 << 20);
        using Witness witness = Toy.Solve(arena);
        MultiplicityCounter.Fill(witness, arena);
        byte[] first = Tiny.Prove(Plan, witness, 1, arena);
        Tiny.Prove(Plan, witness, 2, arena);

        Assert.Equal(first, Tiny.Prove(Plan, witness, 1, arena));
    }

    [Fact]
    public void The_verifier_keeps_nothing_from_one_check_to_the_next()
    {
        byte[] proof = Prove(1, 1), damaged = [.. proof];
        damaged[^1] ^= 1;
        using var arena = new Arena(1 << 20);
        using Witness witness = Toy.Solve(arena);
        using var verifier = new Verifier();
        for (int i = 0; i < 3; i++)
        {
            Assert.NotNull(verifier.Check(Plan, witness.Publics, damaged));
            Assert.Null(verifier.Check(Plan, witness.Publics, proof));
        }
    }

    private static string Digest(int threads) => Convert.ToHexStringLower(SHA256.HashData(Prove(threads, 1)));

    private static byte[] Prove(int threads, int randomness)
    {
        using var arena = new Arena(1 << 22);
        using Witness witness = Toy.Solve(arena);
        MultiplicityCounter.Fill(witness, arena);
        return Tiny.Prove(Plan, witness, randomness, arena, threads);
    }
}
