using System.Security.Cryptography;
using Zkml.Fields;
using Zkml.Protocol.Language;
using Zkml.Protocol.Soundness;
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
    private const string Golden = "d86d4438aace08e6e8bf0a3b155e64a7b8900aaa9b64ac0ab0791e636bf66c8e";

    /// <summary>The same with the masked row in two matrices, as larger statements have it.</summary>
    private const string GoldenWithRows = "1360cf5fa689f6ff5311dfcbe887d561b81a2ec2d8cea5d27137c5d0397f3084";

    private static readonly ToyStatement Toy = new(ToyParts.All, size: 200);
    private static readonly ProtocolPlan Plan = ProtocolPlan.For(Toy.Statement);
    private static readonly ProtocolPlan WithRows = ProtocolPlan.WithoutFloor(
        Toy.Statement,
        Plan.Parameters with { Rows = [new MatrixParameters(6, 110, 10, Hiding: false), new MatrixParameters(5, 114, 9, Hiding: false)] });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_bytes_do_not_depend_on_threads_or_instruction_set(int threads)
    {
        Assert.Empty(Plan.Parameters.Rows);
        Assert.True(Golden == Digest(threads, Plan), $"the proof has digest {Digest(threads, Plan)}");
        Assert.True(GoldenWithRows == Digest(threads, WithRows), $"the proof with rows has digest {Digest(threads, WithRows)}");
    }

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
        byte[] proof = Prove(1, 1, Plan), damaged = [.. proof];
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

    private static string Digest(int threads, ProtocolPlan plan) => Convert.ToHexStringLower(SHA256.HashData(Prove(threads, 1, plan)));

    private static byte[] Prove(int threads, int randomness, ProtocolPlan plan)
    {
        using var arena = new Arena(1 << 22);
        using Witness witness = Toy.Solve(arena);
        MultiplicityCounter.Fill(witness, arena);
        return Tiny.Prove(plan, witness, randomness, arena, threads);
    }
}
