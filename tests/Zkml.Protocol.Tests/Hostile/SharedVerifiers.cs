using Zkml.Protocol.Tests.Support;

namespace Zkml.Protocol.Tests.Hostile;

/// <summary>Verifiers that threads hand on to each other keep nothing of one proof for the next.</summary>
public sealed class SharedVerifiers
{
    [Fact]
    public void Of_many_checks_at_once_each_has_its_own_answer()
    {
        ProvedToy[] toys = [ProvedToy.Sound, ProvedToy.Tiny, ProvedToy.TinyWithRowInClear];
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            ProvedToy toy = toys[i % toys.Length];
            byte[] proof = [.. toy.Proof];
            bool changed = i % 2 == 1;
            proof[i * 7919 % proof.Length] ^= changed ? (byte)1 : (byte)0;
            Assert.Equal(changed, IdleVerifiers.Check(toy.Plan, toy.Publics, proof) is not null);
        });
    }
}
