using System.Security.Cryptography;
using Zkml.Gadgets.Hashing;
using Zkml.Matching.Faces;
using Zkml.Statements.Face;

namespace Zkml.Cli.Bench.Works;

/// <summary>The match statement for two templates of `size` values, the second near the first.</summary>
public sealed class MatchWork(int size) : IBenchWork, IDisposable
{
    private const int Least = sbyte.MinValue, Greatest = sbyte.MaxValue;

    private readonly Dictionary<int, FaceMatchProver> _provers = [];
    private FaceMatchStatement _statement = null!;
    private FaceMatchVerifier _verifier = null!;
    private FaceMatchPublics _publics = null!;
    private FaceMatchSecrets _secrets = null!;

    public string Name => "match";

    public long Committed => _statement.Plan.Statement.Length;

    public long Lookups => _statement.Plan.Statement.Lookups.LookupCount;

    public double SoundnessBits => _statement.Plan.Soundness.Bits;

    public void Prepare()
    {
        var parameters = new FaceMatchParameters("demonstration", size, Least, Greatest, CosineRule.DefaultPerMille);
        if (parameters.Problem is { } problem)
        {
            throw new UsageException(problem);
        }

        _statement = FaceMatchStatement.For(parameters);
        _verifier = new FaceMatchVerifier(_statement);
        int[] first = [.. RandomNumberGenerator.GetBytes(size).Select(b => b + Least)];
        _secrets = new FaceMatchSecrets(first, Poseidon2Commitment.RandomBlinding(), [.. first.Select(v => v / 2)], Poseidon2Commitment.RandomBlinding());
        _publics = _statement.Publics(_secrets);
    }

    public byte[] Prove(int threads)
    {
        if (!_provers.TryGetValue(threads, out FaceMatchProver? prover))
        {
            prover = _provers[threads] = new FaceMatchProver(_statement, threads);
        }

        return prover.Prove(_publics, _secrets).Proof ?? throw new InvalidOperationException("The bench's own templates are refused.");
    }

    public bool Verify(byte[] proof) => _verifier.Check(_publics, proof) is null;

    public void Dispose()
    {
        foreach (FaceMatchProver prover in _provers.Values)
        {
            prover.Dispose();
        }

        _verifier.Dispose();
        _secrets.Dispose();
    }
}
