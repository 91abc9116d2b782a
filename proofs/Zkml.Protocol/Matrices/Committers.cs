using Zkml.Commitments;
using Zkml.Fields;

namespace Zkml.Protocol.Matrices;

/// <summary>Commits to encoded rows; without randomness for salts where nothing needs hiding.</summary>
internal delegate ColumnCommitment Committer(FieldVector[] rows, ProofRandomness? randomness, Arena arena, int threads);

internal static class Committers
{
    public static ColumnCommitment Plain(FieldVector[] rows, ProofRandomness? randomness, Arena arena, int threads) => new(rows, randomness, arena, threads);
}
