using Zkml.Fields;
using Zkml.Gadgets.Hashing;
using Zkml.Protocol.Language;

namespace Zkml.Gadgets.Tests.Hashing;

/// <summary>19 messages of 20 elements, one of 5 under another domain, and a top over two digests of the first.</summary>
public sealed class HashBatch : IDisposable
{
    private const int Count = 19, Length = 20, Short = 5;

    private static readonly Poseidon2Sponge Long = new(Poseidon2.Width24, "test long"), Other = new(Poseidon2.Width24, "test short");

    private readonly Arena _arena = new(1 << 20);
    private readonly Tensor _long;
    private readonly Tensor _short;
    private readonly Poseidon2HashBatch _batch;
    private readonly Witness _witness;

    public HashBatch()
    {
        var builder = new StatementBuilder("test/batch");
        _long = builder.Commit("long", Length, Count);
        _short = builder.Commit("short", Short, 1);
        Tensor digest = builder.Public("digest", 8, 1), second = builder.Public("digest of the short one", 8, 1);
        _batch = Poseidon2HashBatch.Commit(builder, "batch", new Poseidon2HashJob(Long, Length, Count), new(Other, Short, 1), new(Other, 16, 1));
        View digests = _batch.Digest(0);
        _batch.Constrain(
            _long.Map(AxisMap.Strided(16, Length, 1, 0), AxisMap.Strided(2 * Count, Count, 1, 0))
                + _long.Map(AxisMap.Strided(16, Length, 1, 16), AxisMap.Strided(2 * Count, Count, 1, -Count)),
            _short.Map(AxisMap.Strided(16, Short, 1, 0), AxisMap.Identity(1)),
            digests.Then(AxisMap.Strided(16, 8, 1, 0), AxisMap.Select(Count, 3)) + digests.Then(AxisMap.Strided(16, 8, 1, -8), AxisMap.Select(Count, 18)));
        builder.AssertEqual("top", _batch.Digest(2), digest.View);
        builder.AssertEqual("short", _batch.Digest(1), second.View);
        _witness = new Witness(builder.Build(), _arena);
        for (int m = 0; m < Count; m++)
        {
            for (int i = 0; i < Length; i++)
            {
                _witness.Set(_long, [i, m], 1000 * m + i);
            }
        }

        for (int i = 0; i < Short; i++)
        {
            _witness.Set(_short, i, 77 + i);
        }

        Poseidon2HashBatchSolver.Fill(_witness, _batch, _arena);
        _witness.Publics.Set(digest, Plain(2, 0));
        _witness.Publics.Set(second, Plain(1, 0));
    }

    [Fact]
    public void Has_the_plain_hash_of_every_message()
    {
        Assert.Empty(WitnessAttacks.Violations(_witness, _arena));
        for (int m = 0; m < Count; m++)
        {
            Assert.Equal(Plain(0, m), Views.Column(_batch.Digest(0), _witness, _arena, m));
        }

        Assert.Equal(Plain(1, 0), Views.Column(_batch.Digest(1), _witness, _arena, 0));
        Assert.Equal(Plain(2, 0), Views.Column(_batch.Digest(2), _witness, _arena, 0));
    }

    [Fact]
    public void Reads_every_cell() => WitnessAttacks.EveryCellIsRead(_witness.Statement);

    [Theory]
    [InlineData(3)]
    [InlineData(18)]
    public void Refuses_another_message_under_the_same_top(int message)
    {
        _witness.Set(_long, [19, message], 5);
        Poseidon2HashBatchSolver.Fill(_witness, _batch, _arena);
        Assert.NotEmpty(WitnessAttacks.Violations(_witness, _arena));
    }

    [Fact]
    public void Refuses_an_input_that_does_not_fit_its_output()
    {
        _witness.Set(_long, [0, 0], 5);
        Assert.NotEmpty(WitnessAttacks.Violations(_witness, _arena));
    }

    public void Dispose()
    {
        _witness.Dispose();
        _arena.Dispose();
    }

    private static KoalaBear[] Plain(int job, int m) => job switch
    {
        0 => Long.Hash([.. Enumerable.Range(0, Length).Select(i => KoalaBear.FromInt64(1000 * m + i))]),
        1 => Other.Hash([.. Enumerable.Range(77, Short).Select(i => KoalaBear.FromInt64(i))]),
        _ => Other.Hash([.. Plain(0, 3), .. Plain(0, 18)]),
    };
}
